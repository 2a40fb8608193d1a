// Reports as HTML. An entry of its own: it brings the plotting library in, which who only counts does not need.
export { type RenderOptions, renderReport } from './report/renderReport.ts'
