import { describe, expect, it } from 'vitest'
import { maskContacts } from '../../src/report/maskContacts.ts'

const masks = { name: '[name]', email: '[e-mail]', phone: '[phone]', number: '[number]', link: '[link]' }
const mask = (text: string, names: string[] = []) =>
  maskContacts(text, masks, { allowed: ['Pulso Store'], names })

describe('maskContacts', () => {
  it.each([
    ['Call me on +34 612 345 678 or ana.perez@example.com', 'Call me on [phone] or [e-mail]'],
    ['My number: (020) 7946-0958.', 'My number: [phone].'],
    ['Order 44512 and my id 12345678Z', 'Order [number] and my id [number]'],
    ['see https://x.example/a?b=1 or ask @maria_g', 'see [link] or ask [name]'],
  ])('002-30 masks e-mail, phone, long numbers and links: %s', (text, masked) => {
    expect(mask(text)).toBe(masked)
  })

  it.each([
    ['Maria Lopez from support was great', '[name] from support was great'],
    [
      'I waited 25 minutes. The agent Juan Carlos de la Cruz hung up!',
      'I waited 25 minutes. The agent [name] hung up!',
    ],
    ['No llegó. Me llamo ana garcía', 'No llegó. Me llamo [name]'],
    ['My name is ana and I waited', 'My name is [name] and I waited'],
    ['Thanks to Kevin and O’Brien', 'Thanks to [name] and [name]'],
    ['Xochitl Ramírez me atendió', '[name] me atendió'],
    ['Sofía was kind', '[name] was kind'],
    ['Mr. Smith said 3 days.', 'Mr. [name] said 3 days.'],
  ])('002-30 masks names: %s', (text, masked) => {
    expect(mask(text)).toBe(masked)
  })

  it.each([
    'Delivery was late. I am VERY angry',
    'La devolución fue fácil. Gracias a Pulso Store',
    'The app froze on Monday at 10:30',
    'I paid 1.234,56 € for 2 shoes on 4 May',
    '¿Por qué tarda 15 días? Nunca más.',
  ])('leaves what is nobody’s: %s', (text) => {
    expect(mask(text)).toBe(text)
  })

  it('masks the name that the same person gave as a contact, however it is written', () => {
    expect(mask('it was me, zoltan, who called', ['Zoltan Kis'])).toBe('it was me, [name], who called')
  })
})
