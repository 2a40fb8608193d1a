import resolveNode from '@rollup/plugin-node-resolve'
import terser from '@rollup/plugin-terser'
import fc from 'fast-check'
import { Window } from 'happy-dom'
import { JSDOM } from 'jsdom'
import type {
  ComponentChild,
  h as createElement,
  Fragment as FragmentType,
  render as renderInto,
} from 'preact'
import { type Plugin, rollup } from 'rollup'
import { beforeAll, describe, expect, it } from 'vitest'
// @ts-expect-error a build script, without types
import { slimPreact } from '../../build/slimPreact.mjs'

interface Preact {
  h: typeof createElement
  Fragment: typeof FragmentType
  render: typeof renderInto
}

/** Preact in one file, minified as in the page, for any document. */
async function bundle(...plugins: Plugin[]): Promise<(document: Document) => Preact> {
  const entry: Plugin = {
    name: 'entry',
    resolveId: (id) => (id === 'entry' ? id : null),
    load: (id) => (id === 'entry' ? `export { h, Fragment, render } from 'preact'` : null),
  }
  const build = await rollup({
    input: 'entry',
    logLevel: 'silent',
    plugins: [entry, ...plugins, resolveNode()],
  })
  const minify = terser({ module: true, mangle: { properties: { regex: /^_[a-z]/ } } })
  const { output } = await build.generate({ format: 'cjs', plugins: [minify] })
  await build.close()
  return (document) => {
    const exports = {}
    new Function('document', 'exports', output[0].code)(document, exports)
    return exports as Preact
  }
}

const DOCUMENTS: { [name: string]: () => Document } = {
  'happy-dom': () => new Window().document as unknown as Document,
  jsdom: () => new JSDOM('').window.document,
}

/** One element of a random tree, so that each renderer can make it with its own `h`. */
type Tree =
  | string
  | number
  | null
  | false
  | { type: string; key?: string; props: { [name: string]: unknown }; children: Tree[] }

/** A page of one renderer, with all that it did to it. */
function stage(preact: Preact, document: Document) {
  const { h, Fragment, render } = preact
  const root = document.body.appendChild(document.createElement('div'))
  const log: string[] = []
  const seen = new Map<Node, number>()
  const number = (node: Node | null) => {
    if (node && !seen.has(node)) seen.set(node, seen.size)
    return node && seen.get(node)
  }
  const Same = ({ children }: { children?: ComponentChild }) => children
  const Wrapped = ({ children, title }: { children?: ComponentChild; title?: string }) =>
    h('section', { title }, children)
  const TYPES: { [name: string]: unknown } = { Fragment, Same, Wrapped }

  const make = (tree: Tree): ComponentChild => {
    if (!tree || typeof tree !== 'object') return tree
    const { type, key, props, children } = tree
    const all: { [name: string]: unknown } = { ...props, ...(key !== undefined && { key }) }
    if (typeof props.onClick === 'string')
      all.onClick = (event: Event) => log.push(`${props.onClick} ${event.type}`)
    return h((TYPES[type] ?? type) as 'div', all, ...children.map(make))
  }

  /** What is there: tags, attributes, state, text, and which elements are the same as before. Text has no state to lose. */
  const look = (node: Node = root): unknown => {
    if (node.nodeType === 3) return node.nodeValue
    const element = node as HTMLInputElement
    const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`).sort()
    const state = element.localName === 'input' ? [element.value, element.checked, element.disabled] : []
    return [
      number(node),
      element.localName,
      element.namespaceURI,
      attributes,
      state,
      [...node.childNodes].map(look),
    ]
  }
  return {
    root,
    h,
    log,
    look,
    make,
    show: (...trees: Tree[]) => render(trees.map(make), root),
    render: (node: ComponentChild) => render(node, root),
    click() {
      for (const element of root.querySelectorAll('*'))
        element.dispatchEvent(
          new (document.defaultView as never as typeof globalThis).Event('click', { bubbles: true }),
        )
      return log.splice(0)
    },
  }
}

describe.each(Object.entries(DOCUMENTS))('slimPreact in %s', (_, open) => {
  let slim: (document: Document) => Preact
  let full: (document: Document) => Preact
  beforeAll(async () => {
    slim = await bundle(slimPreact())
    full = await bundle()
  }, 60_000)
  const page = () => {
    const document = open()
    return stage(slim(document), document)
  }

  it('moves keyed children and keeps their nodes', () => {
    const { h, render, root } = page()
    const list = (...keys: string[]) =>
      h(
        'ul',
        null,
        keys.map((key) => h('li', { key }, key)),
      )
    render(list('a', 'b', 'c', 'd'))
    const nodes = new Map([...root.querySelectorAll('li')].map((node) => [node.textContent, node]))
    render(list('d', 'x', 'b', 'a'))
    expect([...root.querySelectorAll('li')].map(({ textContent }) => textContent)).toEqual([
      'd',
      'x',
      'b',
      'a',
    ])
    for (const key of ['a', 'b', 'd'])
      expect([...root.querySelectorAll('li')].find((node) => node.textContent === key)).toBe(nodes.get(key))
    expect(nodes.get('c')?.isConnected).toBe(false)
  })

  it('changes a text in its node', () => {
    const { h, render, root } = page()
    render(h('p', null, 'one ', 1))
    const text = root.querySelector('p')?.lastChild
    render(h('p', null, 'one ', 2))
    expect(root.textContent).toBe('one 2')
    expect(root.querySelector('p')?.lastChild).toBe(text)
  })

  it('removes attributes and properties that are gone, false, null or undefined', () => {
    const { h, render, root } = page()
    render(
      h('input', {
        class: 'a',
        'data-n': 1,
        disabled: true,
        'aria-label': 'x',
        checked: true,
        type: 'radio',
      }),
    )
    const input = root.querySelector('input')!
    expect([input.className, input.disabled, input.checked]).toEqual(['a', true, true])
    render(h('input', { type: 'radio', disabled: false, checked: false, 'data-n': undefined }))
    expect([...input.attributes].map(({ name }) => name)).toEqual(['type'])
    expect([input.disabled, input.checked]).toEqual([false, false])
    render(h('input', { type: 'radio', 'aria-invalid': false, 'aria-hidden': 'true' }))
    expect(input.getAttribute('aria-invalid')).toBe('false')
    expect(input.getAttribute('aria-hidden')).toBe('true')
  })

  it('makes SVG in its namespace, and HTML again beside it', () => {
    const { h, render, root } = page()
    render([
      h('svg', { viewBox: '0 0 1 1' }, h('g', null, h('path', { d: 'M0 0', class: 'face' }))),
      h('p', null, 'x'),
    ])
    const svg = 'http://www.w3.org/2000/svg'
    expect(['svg', 'g', 'path', 'p'].map((name) => root.querySelector(name)?.namespaceURI)).toEqual([
      svg,
      svg,
      svg,
      'http://www.w3.org/1999/xhtml',
    ])
    expect(root.querySelector('path')?.getAttribute('class')).toBe('face')
    expect(root.querySelector('svg')?.getAttribute('viewBox')).toBe('0 0 1 1')
  })

  it('calls the handler of the last render, once, and none after it is gone', () => {
    const { h, render, root, click } = page()
    const calls: string[] = []
    for (const name of ['old', 'new']) render(h('button', { onClick: () => void calls.push(name) }))
    click()
    expect(calls).toEqual(['new'])
    render(h('button', null))
    click()
    expect(calls).toEqual(['new'])
    expect(root.childNodes.length).toBe(1)
  })

  it('replaces a node whose type changed, and what a component made', () => {
    const { h, render, root } = page()
    const View = ({ big }: { big: boolean }) => (big ? h('h1', null, 'x') : h('p', null, 'x'))
    render(h(View, { big: true }))
    render(h(View, { big: false }))
    expect([...root.children].map(({ localName }) => localName)).toEqual(['p'])
    render(h('ol', null))
    expect([...root.children].map(({ localName }) => localName)).toEqual(['ol'])
    render(null)
    expect(root.childNodes.length).toBe(0)
  })

  it('does to random trees what all of Preact does, node by node', () => {
    const text = fc.oneof(fc.constantFrom('a', 'b', '', 'long text'), fc.nat(3), fc.constantFrom(null, false))
    const props = fc.record(
      {
        class: fc.constantFrom('x', 'y', undefined),
        title: fc.constantFrom('t', 'u', null),
        id: fc.constantFrom('i', 'j'),
        'data-n': fc.nat(2),
        'aria-label': fc.constantFrom('l', 'm', undefined),
        'aria-checked': fc.boolean(),
        hidden: fc.boolean(),
        onClick: fc.constantFrom('click1', 'click2'),
      },
      { requiredKeys: [] },
    )
    const field = fc.record(
      {
        type: fc.constantFrom('radio', 'text'),
        checked: fc.boolean(),
        disabled: fc.boolean(),
        value: fc.constantFrom('v', 'w', ''),
        onClick: fc.constantFrom('click3'),
      },
      { requiredKeys: ['type'] },
    )
    const { tree } = fc.letrec<{ tree: Tree; element: Tree; children: Tree[] }>((tie) => ({
      tree: fc.oneof({ maxDepth: 4, depthSize: 'small' }, text, tie('element')),
      children: fc
        .array(
          fc.tuple(tie('tree'), fc.option(fc.constantFrom('k1', 'k2', 'k3', 'k4'), { nil: undefined })),
          {
            maxLength: 5,
          },
        )
        .map((list) => {
          const taken = new Set<string>()
          return list.map(([child, key]) => {
            if (!child || typeof child !== 'object' || key === undefined || taken.has(key)) return child
            taken.add(key)
            return { ...child, key }
          })
        }),
      element: fc.oneof(
        fc.record({
          type: fc.constantFrom('div', 'p', 'span', 'ul', 'button', 'svg', 'g', 'path'),
          props,
          children: tie('children'),
        }),
        fc.record({ type: fc.constant('input'), props: field, children: fc.constant<Tree[]>([]) }),
        fc.record({
          type: fc.constantFrom('Fragment', 'Same', 'Wrapped'),
          props: fc.record({ title: fc.constantFrom('t', 'u') }, { requiredKeys: [] }),
          children: tie('children'),
        }),
      ),
    }))
    const renders = fc.array(fc.array(tree, { maxLength: 3 }), { minLength: 1, maxLength: 4 })

    fc.assert(
      fc.property(renders, (each) => {
        const fresh = (make: typeof slim) => {
          const document = open()
          return stage(make(document), document)
        }
        const [one, other] = [fresh(slim), fresh(full)]
        for (const trees of [...each, []]) {
          one.show(...trees)
          try {
            other.show(...trees)
          } catch {
            // All of Preact puts a text before an element that it has just removed; the cut one must still be right.
            const right = fresh(full)
            right.show(...trees)
            expect(one.root.innerHTML).toBe(right.root.innerHTML)
            return
          }
          expect(one.look()).toEqual(other.look())
          expect(one.log.splice(0)).toEqual(other.log.splice(0))
          expect(one.click()).toEqual(other.click())
        }
      }),
      { numRuns: 200 },
    )
  }, 120_000)
})
