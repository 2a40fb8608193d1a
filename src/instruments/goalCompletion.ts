import { asQuestion } from './words.ts'

/**
 * Whether people did what they came to do. The rate is the share of `yes`; `partly` is shown apart. Compare it with
 * what the host knows (an order was placed).
 *
 * @see Lewis and Sauro, "When 100% Really Isn't 100%", Journal of Usability Studies 1 (2006), for small samples.
 */
export const goalCompletion = <const Id extends string = 'goal-completion'>({
  id = 'goal-completion' as Id,
}: {
  id?: Id
} = {}) =>
  asQuestion({
    id: id as NoInfer<Id>,
    type: 'choice',
    instrument: 'goal-completion@1',
    role: 'momentary',
    prompt: { en: 'Did you do what you came to do?', es: '¿Ha podido hacer lo que venía a hacer?' },
    choices: [
      { id: 'yes', label: { en: 'Yes', es: 'Sí' } },
      { id: 'partly', label: { en: 'Partly', es: 'En parte' } },
      { id: 'no', label: { en: 'No', es: 'No' } },
    ],
  })
