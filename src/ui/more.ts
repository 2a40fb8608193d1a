import { Choices } from './questions/Choices.tsx'
import { Contact } from './questions/Contact.tsx'
import { FreeText } from './questions/FreeText.tsx'
import { Grid } from './questions/Grid.tsx'
import { Link } from './questions/Link.tsx'
import { Pictures } from './questions/Pictures.tsx'
import type { Views } from './view.ts'

// The second chunk: every question type beyond the scales, fetched only for a survey that has one.

export { checkDraft as check } from './checkDraft.ts'
export { css } from './more.css.ts'

export const views: Views = {
  stars: Pictures,
  faces: Pictures,
  thumbs: Pictures,
  emotion: Pictures,
  'emotion-grid': Grid,
  choice: Choices,
  text: FreeText,
  contact: Contact,
  link: Link,
}
