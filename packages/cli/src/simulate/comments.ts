/** What simulated customers write, by language and tone. Names, addresses and numbers are made up, to be masked. */
export const COMMENTS: {
  readonly [locale in 'en' | 'es']: { readonly low: readonly string[]; readonly high: readonly string[] }
} = {
  en: {
    low: [
      'I had to explain everything three times. Nobody had read what I wrote before.',
      'Promised for Tuesday, came on Friday. Nobody told me anything.',
      'Call me on +44 20 7946 0958, I have been waiting for a week.',
      'The agent, Daniel Harper, hung up on me while I was looking for my order 4451278.',
      'Please write to olivia.reed@example.com when the right size is back.',
      'I could not find out what the return would cost me.',
      'The form forgot my address and I had to start again.',
    ],
    high: [
      'It was there a day early, and the box was neat.',
      'Sarah Whitfield in the chat solved it in two minutes. Thank you!',
      'Exactly what the pictures showed. They fit.',
      'I was surprised how simple the return was.',
      'My name is Tom Baker and I will order again.',
    ],
  },
  es: {
    low: [
      'Tuve que explicarlo todo tres veces y nadie había leído nada.',
      'Prometido para el martes, llegó el viernes. Nadie me avisó.',
      'Me llamo Lucía Fernández y sigo esperando, mi teléfono es 612 345 678.',
      'El agente, Javier Molina, me colgó mientras buscaba el pedido 4451278.',
      'Escríbanme a marta.gil@example.com cuando haya mi número.',
      'No encontré cuánto costaba la devolución.',
    ],
    high: [
      'Llegó un día antes y muy bien empaquetado.',
      'Carmen Ruiz, del chat, lo resolvió en dos minutos. ¡Gracias!',
      'Justo lo que se veía en las fotos. Me quedan bien.',
      'Me sorprendió lo fácil que fue la devolución.',
    ],
  },
}
