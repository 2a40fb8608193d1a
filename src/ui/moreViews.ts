import { Hint } from './Hint.tsx'
import { Progress } from './Progress.tsx'
import { Choices } from './questions/Choices.tsx'
import { Comment } from './questions/Comment.tsx'
import { Contact } from './questions/Contact.tsx'
import { FreeText } from './questions/FreeText.tsx'
import { Grid } from './questions/Grid.tsx'
import { Link } from './questions/Link.tsx'
import { Numbers } from './questions/Numbers.tsx'
import { Pictures } from './questions/Pictures.tsx'
import { ThanksLink } from './ThanksLink.tsx'
import type { Views } from './view.ts'

/** Every view beyond NPS. */
export const views: Views = {
  hint: Hint,
  comment: Comment,
  progress: Progress,
  thanksLink: ThanksLink,
  csat: Numbers,
  ces: Numbers,
  agreement: Numbers,
  numbers: Numbers,
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
