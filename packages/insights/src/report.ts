// Reports as HTML. An entry of its own: it brings the plotting library in, which who only counts does not need.

export type { ReportLocale } from './report/render/words.ts'
export { REPORT_STYLE, type RenderOptions, renderReport, renderReportBody } from './report/renderReport.ts'
