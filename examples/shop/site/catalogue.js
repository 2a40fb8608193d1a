/** What the studio sells. Prices in euros. `say` holds the words of each language. */
export const pieces = {
  mug: {
    price: 24,
    glaze: 'rust',
    say: {
      en: {
        name: 'Dawn mug',
        about:
          'A mug with walls thick enough to keep coffee warm through two chapters. The handle takes three fingers; the foot is left bare so that it does not slide.',
        size: '320 ml, 9 cm high',
        colour: 'Iron red, raw foot',
      },
      es: {
        name: 'Taza Alba',
        about:
          'Una taza de paredes gruesas que guarda el calor del café durante dos capítulos. En el asa caben tres dedos; el pie queda sin esmaltar para que no resbale.',
        size: '320 ml, 9 cm de alto',
        colour: 'Rojo de hierro, pie crudo',
      },
    },
  },
  bowl: {
    price: 32,
    glaze: 'ash',
    say: {
      en: {
        name: 'Porridge bowl',
        about:
          'Wide enough for fruit on one side, with a foot to hold it by when it is hot. The glaze is wood ash from our own stove, so no two are the same white.',
        size: '600 ml, 17 cm across',
        colour: 'Ash white, raw foot',
      },
      es: {
        name: 'Cuenco de avena',
        about:
          'Ancho para dejar la fruta a un lado, con un pie por donde cogerlo cuando quema. El esmalte es ceniza de nuestra estufa: no hay dos blancos iguales.',
        size: '600 ml, 17 cm de ancho',
        colour: 'Blanco ceniza, pie crudo',
      },
    },
  },
  dripper: {
    price: 64,
    glaze: 'ink',
    say: {
      en: {
        name: 'Dripper and jug',
        about:
          'A cone with one wide rib, on a jug that pours to the last drop. Takes any number 2 paper. Rinse it warm first, and the coffee stays warm to the fourth cup.',
        size: '700 ml, number 2 paper',
        colour: 'Ink blue, raw foot',
      },
      es: {
        name: 'Filtro y jarra',
        about:
          'Un cono con un solo nervio ancho, sobre una jarra que sirve hasta la última gota. Admite cualquier papel del número 2. Enjuáguelo antes con agua caliente y la cuarta taza seguirá templada.',
        size: '700 ml, papel del número 2',
        colour: 'Azul tinta, pie crudo',
      },
    },
  },
  teapot: {
    price: 88,
    glaze: 'night',
    say: {
      en: {
        name: 'Ember teapot',
        about:
          'Fired in the hottest corner of the kiln, where the black turns to brown at the edges. The spout is cut by hand to stop without a drip; the cane handle never gets hot.',
        size: '800 ml, four cups',
        colour: 'Night black, cane handle',
      },
      es: {
        name: 'Tetera Ascua',
        about:
          'Cocida en la esquina más caliente del horno, donde el negro se vuelve castaño en los bordes. El pico, cortado a mano, no gotea; el asa de caña nunca quema.',
        size: '800 ml, cuatro tazas',
        colour: 'Negro noche, asa de caña',
      },
    },
  },
  plates: {
    price: 72,
    glaze: 'moss',
    say: {
      en: {
        name: 'Four plates',
        about:
          'Two in moss, two in cream, and a low rim that keeps the sauce where it belongs. They stack without a rattle and go in the dishwasher like any other plate.',
        size: 'Four of 24 cm',
        colour: 'Moss and cream, raw foot',
      },
      es: {
        name: 'Cuatro platos',
        about:
          'Dos en musgo y dos en crema, con un borde bajo que deja la salsa en su sitio. Se apilan sin ruido y van al lavavajillas como cualquier otro plato.',
        size: 'Cuatro de 24 cm',
        colour: 'Musgo y crema, pie crudo',
      },
    },
  },
  vase: {
    price: 56,
    glaze: 'celadon',
    say: {
      en: {
        name: 'Stem vase',
        about:
          'A narrow neck that makes one branch look like a decision. Celadon runs thin on the shoulder and pools where the body begins.',
        size: '19 cm high',
        colour: 'Celadon, raw foot',
      },
      es: {
        name: 'Jarrón de un tallo',
        about:
          'Un cuello estrecho que hace de una sola rama una decisión. El celadón cae fino en el hombro y se remansa donde empieza el cuerpo.',
        size: '19 cm de alto',
        colour: 'Celadón, pie crudo',
      },
    },
  },
}

const FREE_DELIVERY_FROM = 60

/** Price of a way of delivery, in euros. */
export function deliveryPrice(way, goods) {
  if (way === 'express') return 12
  return way === 'standard' && goods < FREE_DELIVERY_FROM ? 6 : 0
}
