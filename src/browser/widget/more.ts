// The second chunk: what one question with its answer does not need. Fetched only for surveys, or themes, that do.
export { allHold, countSteps, nextQuestion } from '../../engine/flow.ts'
export { answerFrom } from '../../ui/answerFrom.ts'
export { checkDraft } from '../../ui/checkDraft.ts'
export { css } from '../../ui/more.css.ts'
export { moreStrings } from '../../ui/moreStrings.en.ts'
export { views } from '../../ui/moreViews.ts'
export { asDialog } from './asDialog.ts'
export { dress } from './dress.ts'
