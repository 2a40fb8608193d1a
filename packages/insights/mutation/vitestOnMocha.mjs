// `describe`, `it` and `expect` as the tests know them, on Mocha: its Stryker runner keeps the process and the modules from one
// mutant to the next, which takes a hundredth of the time that starting Vitest anew takes.
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  chai,
  customMatchers,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
} from '@vitest/expect'

chai.use(JestExtend)
chai.use(JestChaiExpect)
chai.use(JestAsymmetricMatchers)

export const expect = Object.assign(
  (value, message) => chai.expect(value, message),
  chai.expect,
  globalThis[ASYMMETRIC_MATCHERS_OBJECT],
)
chai.expect.extend(expect, customMatchers)

/** Options, a time limit among them, are not Mocha's: the limit of a mutant is Stryker's. */
const bodyOf = (first, second) => (typeof first === 'function' ? first : second)

export const describe = (name, first, second) => globalThis.describe(name, () => void bodyOf(first, second)())

export const it = (name, first, second) => globalThis.it(name, () => bodyOf(first, second)())

it.skipIf = (isSkipped) => (isSkipped ? (name) => globalThis.it.skip(name) : it)

/** Runs `define` for each row; `%s` in a name stays, the row follows it. */
const each = (define) => (rows) => (name, body) => {
  for (const [place, row] of rows.entries()) {
    const cells = Array.isArray(row) ? row : [row]
    define(`${name} #${place}: ${JSON.stringify(cells)}`, () => body(...cells))
  }
}
it.each = each(it)
describe.each = each(describe)
