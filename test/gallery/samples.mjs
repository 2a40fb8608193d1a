const survey = (questions, rest = {}) => ({
  id: 'sample',
  rev: 1,
  kind: 'transactional',
  touchpoint: { id: 'order-placed', phase: 'after' },
  questions,
  thanks: { closeAfterMs: 0 },
  ...rest,
})

const recommend = {
  en: 'How likely are you to recommend us to a friend or colleague?',
  es: '¿Qué probabilidad hay de que nos recomiende a un amigo o compañero?',
  ar: 'ما مدى احتمال أن توصي بنا لصديق أو زميل؟',
}
const why = { en: 'What is the main reason?', es: '¿Cuál es el motivo principal?', ar: 'ما السبب الرئيسي؟' }
const nps = { id: 'nps', type: 'nps', prompt: recommend }
const reasons = [
  {
    id: 'repeat',
    label: { en: 'I had to repeat myself', es: 'Tuve que repetirme', ar: 'اضطررت إلى التكرار' },
  },
  { id: 'slow', label: { en: 'It took too long', es: 'Tardó demasiado', ar: 'استغرق وقتًا طويلًا' } },
  { id: 'promise', label: { en: 'Not what was promised', es: 'No era lo prometido', ar: 'لم يكن كما وُعدت' } },
  { id: 'price', label: { en: 'Price', es: 'Precio', ar: 'السعر' } },
]
const failed = { en: 'What went wrong?', es: '¿Qué falló?', ar: 'ما الذي لم ينجح؟' }

/**
 * One picture each: a survey, and what is done in it first. `tap` is the value of an option, `type` a text for the
 * field, `send` presses the button, `wait` is in milliseconds.
 */
export const samples = {
  nps: { survey: survey([nps]) },
  'nps-comment': { survey: survey([{ ...nps, comment: { prompt: why } }]), steps: [{ tap: '9' }] },
  csat: {
    survey: survey([
      {
        id: 'csat',
        type: 'csat',
        prompt: {
          en: 'How satisfied are you with your order?',
          es: '¿Qué tan satisfecho está con su pedido?',
          ar: 'ما مدى رضاك عن طلبك؟',
        },
      },
    ]),
  },
  ces: {
    survey: survey([
      {
        id: 'ces',
        type: 'ces',
        prompt: {
          en: 'How easy was it to check out?',
          es: '¿Fue fácil completar la compra?',
          ar: 'ما مدى سهولة إتمام الشراء؟',
        },
        comment: {
          prompt: { en: 'What made it hard?', es: '¿Qué lo hizo difícil?', ar: 'ما الذي جعله صعبًا؟' },
        },
      },
    ]),
    steps: [{ tap: '3' }],
  },
  numbers: {
    survey: survey([
      {
        id: 'rating',
        type: 'rating',
        points: 10,
        prompt: {
          en: 'How would you rate the delivery?',
          es: '¿Cómo valora la entrega?',
          ar: 'كيف تقيّم التوصيل؟',
        },
        low: { en: 'Poor', es: 'Mala', ar: 'سيئ' },
        high: { en: 'Excellent', es: 'Excelente', ar: 'ممتاز' },
      },
    ]),
  },
  stars: {
    survey: survey([
      {
        id: 'stars',
        type: 'rating',
        display: 'stars',
        prompt: {
          en: 'How was this article?',
          es: '¿Qué le ha parecido el artículo?',
          ar: 'كيف وجدت هذا المقال؟',
        },
        comment: { prompt: why },
      },
    ]),
    steps: [{ tap: '4' }],
  },
  faces: {
    survey: survey([
      {
        id: 'faces',
        type: 'rating',
        display: 'faces',
        points: 3,
        prompt: { en: 'How was your visit?', es: '¿Qué tal su visita?', ar: 'كيف كانت زيارتك؟' },
      },
    ]),
  },
  thumbs: {
    survey: survey([
      {
        id: 'thumbs',
        type: 'rating',
        display: 'thumbs',
        prompt: {
          en: 'Was this page helpful?',
          es: '¿Le ha sido útil esta página?',
          ar: 'هل كانت هذه الصفحة مفيدة؟',
        },
      },
    ]),
  },
  emotion: {
    survey: survey([
      {
        id: 'emotion',
        type: 'emotion',
        prompt: {
          en: 'How did our help make you feel?',
          es: '¿Cómo le ha hecho sentir nuestra atención?',
          ar: 'كيف جعلتك خدمتنا تشعر؟',
        },
        comment: { prompt: why },
      },
    ]),
    steps: [{ tap: '1' }],
  },
  'emotion-grid': {
    survey: survey([
      {
        id: 'grid',
        type: 'emotion-grid',
        prompt: {
          en: 'How positive, and how negative, does it feel?',
          es: '¿Cuánto tiene de positivo y cuánto de negativo?',
          ar: 'ما مقدار شعورك الإيجابي والسلبي؟',
        },
        comment: { prompt: why },
      },
    ]),
    steps: [{ tap: '31' }],
  },
  choice: {
    survey: survey([
      nps,
      { id: 'why', type: 'choice', prompt: failed, choices: reasons, other: true, comment: { prompt: why } },
    ]),
    steps: [{ tap: '3' }, { wait: 500 }, { tap: 'slow' }],
  },
  'choice-multiple': {
    survey: survey([
      nps,
      { id: 'why', type: 'choice', prompt: failed, choices: reasons, multiple: true, other: true, max: 3 },
    ]),
    steps: [{ tap: '3' }, { wait: 500 }, { tap: 'slow' }, { tap: 'other' }],
  },
  agreement: {
    survey: survey([
      {
        id: 'agreement',
        type: 'agreement',
        points: 7,
        prompt: {
          en: 'The website made it easy for me to handle my issue.',
          es: 'El sitio web me facilitó resolver mi gestión.',
          ar: 'سهّل الموقع عليّ إنجاز ما أردت.',
        },
        required: false,
      },
    ]),
  },
  text: {
    survey: survey([
      {
        id: 'text',
        type: 'text',
        prompt: {
          en: 'What should we do better?',
          es: '¿Qué deberíamos mejorar?',
          ar: 'ما الذي يجب أن نحسّنه؟',
        },
        hint: {
          en: 'Please leave out names and addresses.',
          es: 'No incluya nombres ni direcciones.',
          ar: 'يرجى عدم ذكر الأسماء أو العناوين.',
        },
      },
    ]),
    steps: [{ send: true }],
  },
  contact: {
    survey: survey([
      {
        id: 'contact',
        type: 'contact',
        fields: ['name', 'email'],
        prompt: { en: 'May we write to you?', es: '¿Podemos escribirle?', ar: 'هل يمكننا مراسلتك؟' },
        consent: {
          en: 'We will use this once, to answer you, and then delete it.',
          es: 'Lo usaremos una sola vez para responderle y después lo borraremos.',
          ar: 'سنستخدم هذا مرة واحدة للرد عليك ثم نحذفه.',
        },
      },
    ]),
  },
  link: {
    survey: survey(
      [
        {
          id: 'link',
          type: 'link',
          prompt: { en: 'Would you write a review?', es: '¿Escribiría una reseña?', ar: 'هل تكتب مراجعة؟' },
          label: { en: 'Write a review', es: 'Escribir una reseña', ar: 'اكتب مراجعة' },
          href: 'https://example.com/review',
        },
      ],
      { presentation: { snooze: true } },
    ),
  },
  'thanks-saved': { survey: survey([nps]), steps: [{ tap: '9' }, { wait: 900 }] },
  'thanks-sent': { survey: survey([nps]), steps: [{ tap: '9' }, { wait: 300 }, { settle: true }] },
  failed: { survey: survey([nps]), kept: 'failed', steps: [{ tap: '9' }, { wait: 300 }] },
}
