const MAX = (value, limit) => ({ value, limit, met: value !== undefined && value <= limit })

/**
 * What Pulso promises (budgets of the design), against what was measured.
 *
 * @param figures - entry → condition → metric → {@link summary}.
 * @returns One verdict per promise; `unit` tells how to print it.
 */
export function targets(figures) {
  const of = (entry, condition, metric, part = 'median') => figures[entry]?.[condition]?.[metric]?.[part]
  const ratio = (metric, condition, floor) => of('pulso', condition, metric) / of(floor, condition, metric)
  const over = (metric, condition, entry) => of(entry, condition, metric) - of('empty', condition, metric)
  const most = (metric) =>
    figures.pulso &&
    Math.max(...Object.values(figures.pulso).map((metrics) => metrics[metric]?.max ?? Number.NaN))

  const list = [
    ...['1x', '4x', '6x'].flatMap((condition) => [
      {
        name: `cold show ÷ bare Preact, ${condition}`,
        unit: '×',
        ...MAX(ratio('coldMs', condition, 'preact'), 1.25),
      },
      {
        name: `warm show ÷ bare Preact, ${condition}`,
        unit: '×',
        ...MAX(ratio('warmMs', condition, 'preact'), 1.25),
      },
    ]),
    {
      name: 'cold show on the slow phone network ÷ vanilla fetched on demand',
      unit: '×',
      ...MAX(ratio('coldMs', 'phone', 'vanilla'), 0.5),
    },
    {
      name: 'loader script, 4×: evaluating its file',
      unit: 'ms',
      ...MAX(of('pulso-loader', '4x', 'evaluateMs'), 5),
    },
    {
      name: 'loader script, 4×: all of it before a survey is due, more than the page alone',
      unit: 'ms',
      ...MAX(over('loadScriptMs', '4x', 'pulso-loader'), 5),
    },
    {
      name: 'long tasks caused, 6×: load (more than the page alone)',
      unit: 'tasks',
      ...MAX(Math.max(0, over('loadLongTasks', '6x', 'pulso')), 0),
    },
    {
      name: 'long tasks caused, 6×: show and answer',
      unit: 'tasks',
      ...MAX(of('pulso', '6x', 'showLongTasks'), 0),
    },
    { name: 'cumulative layout shift, most of any visit', unit: '', ...MAX(most('shift'), 0) },
    {
      name: 'requests for one survey shown and answered, most of any visit',
      unit: 'requests',
      ...MAX(of('pulso', '1x', 'serviceRequests', 'max'), 1),
    },
    { name: 'CORS preflights, most of any visit', unit: 'requests', ...MAX(most('preflights'), 0) },
    {
      name: 'heap of the page with the question shown ÷ bare Preact',
      unit: '×',
      ...MAX(ratio('heapBytes', '1x', 'preact'), 2),
    },
    {
      name: 'heap at show, more than the page alone ÷ bare Preact, more than the page alone',
      unit: '×',
      ...MAX(over('heapBytes', '1x', 'pulso') / over('heapBytes', '1x', 'preact'), 2),
    },
  ]
  return list.filter(({ value }) => !Number.isNaN(value) && value !== undefined)
}
