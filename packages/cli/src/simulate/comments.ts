/** What simulated customers write, by language, touchpoint and tone. Names, addresses and numbers are made up, to be masked. */
export const COMMENTS: {
  readonly [locale in 'en' | 'es']: {
    readonly [touchpoint: string]: { readonly low: readonly string[]; readonly high: readonly string[] }
  }
} = {
  en: {
    'product-page': {
      low: [
        'Only one picture of the sole, and no size chart.',
        'It said in stock until I chose my size.',
        'Please write to olivia.reed@example.com when the right size is back.',
      ],
      high: [
        'The pictures from all sides made it easy to decide.',
        'I liked reading how others say they fit.',
        'Clear price, clear sizes, nothing to search for.',
      ],
    },
    checkout: {
      low: [
        'The form forgot my address and I had to start again.',
        'The delivery cost came up on the last page only.',
        'It wanted an account before it let me buy.',
      ],
      high: [
        'Three clicks and I was done.',
        'It kept my basket from the day before.',
        'Buying as a guest was easy.',
      ],
    },
    payment: {
      low: [
        'My card was refused twice and nobody said why.',
        'The bank asked for the code three times.',
        'Charged on Monday, confirmed on Wednesday.',
      ],
      high: [
        'Paid with my phone in a few seconds.',
        'The receipt was there at once.',
        'Good that I could pay in parts.',
      ],
    },
    delivery: {
      low: [
        'Promised for Tuesday, came on Friday. Nobody told me anything.',
        'Left at the door in the rain.',
        'Call me on +44 20 7946 0958, I have been waiting for a week.',
      ],
      high: [
        'It was there a day early, and the box was neat.',
        'The driver rang before he came.',
        'I could follow it to my street.',
      ],
    },
    support: {
      low: [
        'I had to explain everything three times. Nobody had read what I wrote before.',
        'The agent, Daniel Harper, hung up on me while I was looking for my order 4451278.',
        'Twenty minutes on hold, and then the line was cut.',
      ],
      high: [
        'Sarah Whitfield in the chat solved it in two minutes. Thank you!',
        'They called me back when they said they would.',
        'Somebody who listens and knows the shoes.',
      ],
    },
    returns: {
      low: [
        'I could not find out what the return would cost me.',
        'No printer at home, and no label in the parcel.',
        'The money came back after three weeks.',
      ],
      high: [
        'I was surprised how simple the return was.',
        'The label was in the box. Perfect.',
        'Handed in at the corner shop, refunded the next day.',
      ],
    },
    'product-use': {
      low: [
        'The sole came off after two weeks.',
        'Half a size too small, whatever the chart says.',
        'They squeak. My colleagues laugh.',
      ],
      high: [
        'Exactly what the pictures showed. They fit.',
        'My name is Tom Baker and I will order again.',
        'I wear them every day.',
      ],
    },
  },
  es: {
    'product-page': {
      low: [
        'Solo hay una foto de la suela y ninguna tabla de tallas.',
        'Ponía que había hasta que elegí mi número.',
        'Escríbanme a marta.gil@example.com cuando haya mi número.',
      ],
      high: [
        'Las fotos de todos los lados ayudan a decidir.',
        'Me gustó leer cómo les quedan a otros.',
        'Precio claro, tallas claras, nada que buscar.',
      ],
    },
    checkout: {
      low: [
        'El formulario olvidó mi dirección y tuve que empezar de nuevo.',
        'Los gastos de envío salieron en la última página.',
        'Me obligaba a crear una cuenta antes de comprar.',
      ],
      high: ['Tres clics y listo.', 'Guardó mi cesta del día anterior.', 'Comprar sin cuenta fue fácil.'],
    },
    payment: {
      low: [
        'Rechazó mi tarjeta dos veces y nadie dijo por qué.',
        'El banco pidió el código tres veces.',
        'Cobrado el lunes, confirmado el miércoles.',
      ],
      high: [
        'Pagué con el móvil en unos segundos.',
        'El recibo llegó al momento.',
        'Bien que se pueda pagar a plazos.',
      ],
    },
    delivery: {
      low: [
        'Prometido para el martes, llegó el viernes. Nadie me avisó.',
        'Lo dejaron en la puerta bajo la lluvia.',
        'Me llamo Lucía Fernández y sigo esperando, mi teléfono es 612 345 678.',
      ],
      high: [
        'Llegó un día antes y muy bien empaquetado.',
        'El repartidor llamó antes de venir.',
        'Pude seguirlo hasta mi calle.',
      ],
    },
    support: {
      low: [
        'Tuve que explicarlo todo tres veces y nadie había leído nada.',
        'El agente, Javier Molina, me colgó mientras buscaba el pedido 4451278.',
        'Veinte minutos en espera y luego se cortó.',
      ],
      high: [
        'Carmen Ruiz, del chat, lo resolvió en dos minutos. ¡Gracias!',
        'Me llamaron cuando dijeron que lo harían.',
        'Alguien que escucha y conoce los zapatos.',
      ],
    },
    returns: {
      low: [
        'No encontré cuánto costaba la devolución.',
        'No tengo impresora y no venía la etiqueta.',
        'El dinero tardó tres semanas en volver.',
      ],
      high: [
        'Me sorprendió lo fácil que fue la devolución.',
        'La etiqueta venía en la caja. Perfecto.',
        'Entregado en la tienda de la esquina, abonado al día siguiente.',
      ],
    },
    'product-use': {
      low: [
        'La suela se despegó a las dos semanas.',
        'Medio número pequeños, diga lo que diga la tabla.',
        'Chirrían. Mis compañeros se ríen.',
      ],
      high: [
        'Justo lo que se veía en las fotos. Me quedan bien.',
        'Me llamo Tomás Prieto y volveré a pedir.',
        'Los llevo todos los días.',
      ],
    },
  },
}
