const EMAIL = /[^\s@<>()[\]:;,"']+@[^\s@<>()[\]:;,"']+\.[^\s@<>()[\]:;,"'.]{2,}/g
/** A run of digits with the separators people put between them. */
const NUMBER = /\+?\(?\d(?:[ \u00a0().\-/]{0,2}\d){6,}/g
/** A date, or an amount with its decimals: seven digits or more that are not a telephone. */
const NOT_A_PHONE =
  /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,3}([.,]\d{3})+([.,]\d\d)?)$/

/** Check digit of payment cards. Source: ISO/IEC 7812-1, annex B (Luhn). */
function isCard(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false
  let sum = 0
  for (let i = 1; i <= digits.length; i++) {
    const digit = Number(digits.at(-i)) * (i % 2 ? 1 : 2)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

/**
 * Masks e-mail addresses, telephone numbers (7–15 digits with a separator or a leading +, or 9–12 in one piece) and
 * payment cards in free text. Order numbers and long ids that are no card stay as they are.
 */
export function scrub(text: string): string {
  return text.replace(EMAIL, '[e-mail]').replace(NUMBER, (found) => {
    const digits = found.replace(/\D/g, '')
    if (isCard(digits)) return '[card]'
    if (NOT_A_PHONE.test(found)) return found
    const plain = found === digits
    return digits.length >= (plain ? 9 : 7) && digits.length <= (plain ? 12 : 15) ? '[phone]' : found
  })
}
