import { countOf, emptyBag, goodsOf, putInBag, readBag, readOrder, saveOrder } from './bag.js'
import { deliveryPrice, pieces } from './catalogue.js'

const lang = document.documentElement.lang
const money = new Intl.NumberFormat(lang, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 })
const one = (selector, root = document) => root.querySelector(selector)
const all = (selector, root = document) => [...root.querySelectorAll(selector)]

function say(selector, text, root) {
  for (const element of all(selector, root)) element.textContent = text
}

function draw(svg, id) {
  svg.setAttribute('class', `piece ${pieces[id].glaze}`)
  svg.firstElementChild.setAttribute('href', `/pieces.svg#${id}`)
}

function showCount() {
  say('[data-count]', countOf(readBag()))
}

function productPage(page) {
  const asked = new URLSearchParams(location.search).get('piece')
  const id = Object.hasOwn(pieces, asked ?? '') ? asked : 'mug'
  const { price } = pieces[id]
  const words = pieces[id].say[lang]

  draw(one('.piece', page), id)
  document.title = `${words.name} · Alfar`
  for (const name of ['name', 'about', 'size', 'colour']) say(`[data-${name}]`, words[name], page)
  say('[data-price]', money.format(price), page)
  for (const link of all('[data-other-language]')) link.search = `?piece=${id}`

  let count = 1
  const step = (by) => {
    count = Math.max(1, Math.min(9, count + by))
    say('[data-amount]', count, page)
  }
  one('[data-less]', page).addEventListener('click', () => step(-1))
  one('[data-more]', page).addEventListener('click', () => step(1))
  one('[data-add]', page).addEventListener('click', () => {
    const before = countOf(readBag())
    putInBag(id, (readBag()[id] ?? 0) + count)
    showCount()
    one('[data-added]', page).hidden = false
    // Asked when the first piece goes in: before the checkout, and once for each bag.
    window.pulso('track', 'added_to_bag', { piece: id, price, first: before === 0 })
  })
}

/** One line of the bag or the order, from the page's own template. */
function line(id, count) {
  const item = one('#line').content.firstElementChild.cloneNode(true)
  draw(one('.piece', item), id)
  say('[data-name]', pieces[id].say[lang].name, item)
  say('[data-sum]', money.format(pieces[id].price * count), item)
  say('[data-amount]', count, item)
  return item
}

function checkoutPage(form) {
  const way = () => one('[name=delivery]:checked', form)?.value
  const list = one('.lines', form)
  const fee = (delivery, goods) => {
    const price = deliveryPrice(delivery, goods)
    return price > 0 ? money.format(price) : form.dataset.free
  }

  function show() {
    const bag = readBag()
    const goods = goodsOf(bag)
    const delivery = way()
    form.hidden = goods === 0
    one('[data-empty]').hidden = goods > 0
    say('[data-goods]', money.format(goods))
    say('[data-standard]', fee('standard', goods))
    say('[data-delivery]', delivery ? fee(delivery, goods) : '–')
    say('[data-total]', money.format(goods + deliveryPrice(delivery, goods)))
    showCount()
  }

  for (const [id, count] of Object.entries(readBag())) {
    const item = line(id, count)
    const { name } = pieces[id].say[lang]
    const change = (by) => {
      const left = putInBag(id, (readBag()[id] ?? 0) + by)[id] ?? 0
      say('[data-amount]', left, item)
      say('[data-sum]', money.format(pieces[id].price * left), item)
      if (left === 0) {
        item.remove()
        one('h1').focus()
      }
      show()
    }
    for (const [selector, by] of [
      ['[data-less]', -1],
      ['[data-more]', 1],
    ]) {
      const button = one(selector, item)
      button.setAttribute('aria-label', `${button.getAttribute('aria-label')}: ${name}`)
      button.addEventListener('click', () => change(by))
    }
    list.append(item)
  }

  for (const input of all('[name=delivery]', form)) {
    input.addEventListener('change', () => {
      show()
      window.pulso('track', 'delivery_chosen', { way: input.value })
    })
  }

  form.addEventListener('submit', () => {
    const bag = readBag()
    const number = `A-${Date.now().toString(36).slice(-5).toUpperCase()}`
    one('[name=order]', form).value = number
    saveOrder({ number, bag, value: goodsOf(bag) + deliveryPrice(way(), goodsOf(bag)), told: false })
    emptyBag()
  })
  show()
}

function orderPage(page) {
  const order = readOrder()
  page.hidden = !order
  one('[data-empty]').hidden = Boolean(order)
  if (!order) return

  say('[data-number]', order.number)
  say('[data-total]', money.format(order.value), page)
  one('.lines', page).append(...Object.entries(order.bag).map(([id, count]) => line(id, count)))

  if (order.told) return // the page was reloaded: the order is not news a second time
  saveOrder({ ...order, told: true })
  window.pulso('track', 'order_completed', { value: order.value, currency: 'EUR' })
}

function supportPage(page) {
  for (const button of all('[data-helped]', page)) {
    button.addEventListener('click', () => {
      const topic = button.closest('details')
      one('[role=status]', topic).textContent = button.dataset.helped
    })
  }
}

for (const [selector, start] of [
  ['[data-product]', productPage],
  ['[data-checkout]', checkoutPage],
  ['[data-order]', orderPage],
  ['[data-support]', supportPage],
]) {
  const part = one(selector)
  if (part) start(part)
}
// Everything this shop knows of the visitor, and everything Pulso does, impressions too. Answers still go out.
for (const button of all('[data-start-over]')) {
  button.addEventListener('click', async () => {
    emptyBag()
    saveOrder(null)
    window.pulso('reset', { history: true })
    await Promise.race([window.pulso('flush'), new Promise((done) => setTimeout(done, 1000))])
    location.assign(one('.mark').href)
  })
}

showCount()
addEventListener('pageshow', showCount) // Back shows the page as it was left, with the old count
