import { ces, csat, emotion, goalCompletion, repurchase, value } from '@pulso/web/instruments'
import type { SurveyInput } from '@pulso/web/schema'
import { ITEMS } from './ITEMS.ts'

type Preset = Pick<SurveyInput, 'touchpoint' | 'questions' | 'audience'> & { about: string }

const at = (id: string, phase: 'before' | 'during' | 'after', channel = 'web') => ({ id, phase, channel })
const easyTask = () => [goalCompletion(), ces()]
const service = () => [goalCompletion(), ces(), ITEMS.understood]

/** Surveys for touchpoints that most businesses have. They are a beginning: triggers and limits are the host's to set. */
export const PRESETS: { readonly [name: string]: Preset } = {
  reviews: {
    about: 'reading reviews',
    touchpoint: at('reviews', 'before'),
    questions: [goalCompletion(), emotion()],
  },
  trial: {
    about: 'a trial period',
    touchpoint: at('trial', 'before', 'app'),
    questions: [csat(), ITEMS.reasons],
  },
  'pre-sale-help': {
    ...{
      about: 'help before buying',
      touchpoint: at('pre-sale-help', 'before', 'chat'),
      questions: service(),
    },
  },
  search: { about: 'searching', touchpoint: at('search', 'before'), questions: easyTask() },
  browse: {
    about: 'looking around',
    touchpoint: at('browse', 'before'),
    questions: [goalCompletion(), emotion()],
  },
  checkout: { about: 'paying', touchpoint: at('checkout', 'during'), questions: [ces(), emotion()] },
  store: {
    about: 'a visit to the shop',
    touchpoint: at('store', 'during', 'qr'),
    questions: [csat(), ITEMS.reasons],
  },
  delivery: {
    about: 'the delivery',
    touchpoint: at('delivery', 'after'),
    questions: [csat(), ITEMS.reasons, ITEMS.promised, ITEMS['right-first-time']],
  },
  support: { about: 'help afterwards', touchpoint: at('support', 'after', 'chat'), questions: service() },
  chat: { about: 'a conversation', touchpoint: at('chat', 'after', 'chat'), questions: service() },
  'self-service': {
    ...{ about: 'doing it oneself', touchpoint: at('self-service', 'after') },
    questions: [...easyTask(), ITEMS.timely],
  },
  'product-use': {
    ...{ about: 'using the product', touchpoint: at('product-use', 'after', 'app') },
    questions: [csat(), ITEMS.reasons, repurchase()],
  },
  'short-form': {
    about: 'an experience in three items: felt, worth it, different',
    touchpoint: at('relation', 'after'),
    questions: [emotion(), value(), ITEMS.different],
  },
  frontline: {
    about: 'people in contact with customers',
    touchpoint: at('frontline', 'after', 'intranet'),
    audience: 'employee',
    questions: [csat(), ITEMS.proposal],
  },
}
