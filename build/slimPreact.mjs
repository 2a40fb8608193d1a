import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, relative, resolve } from 'node:path'

const source = resolve(dirname(createRequire(import.meta.url).resolve('preact/package.json')), 'src')

/** Parameters that are always the same when there is no hydration, no context and no ref: their lines go, their uses become constants. */
const CONSTANT = {
  isHydrating: 'false',
  excessDomChildren: 'null',
  globalContext: 'null',
  commitQueue: 'null',
  refQueue: 'null',
}

/** A cut from one text up to, not including, another. */
const span = (from, to) => ({ from, to })

/** Function components have no state here, so calling one is all there is to do. */
const CALL_COMPONENT = `if (typeof newType == 'function') {
  tmp = newType(newVNode.props);
  oldDom = diffChildren(parentDom, isArray(tmp) ? tmp : [tmp], newVNode, oldVNode, namespace, oldDom);
`

const cuts = {
  'diff/index.js': [
    [span('outer: if (typeof newType', '} else if (\n\t\texcessDomChildren == NULL'), CALL_COMPONENT],
    [span('\t// If the previous diff bailed out', '\tif ((tmp = options._diff))'), ''],
    ['newVNode._flags & MODE_SUSPENDED ? undefined : oldDom', 'oldDom'],
    [
      span('} else if (\n\t\texcessDomChildren == NULL', '\t\toldDom = newVNode._dom = diffElementNodes('),
      '} else {\n',
    ],
    [span('function markAsForce(vnode)', '/**\n * @param {Array<Component>} commitQueue'), ''],
    [span('/**\n * @param {Array<Component>} commitQueue', 'function cloneNode(node)'), ''],
    [span('function cloneNode(node)', '/**\n * Diff two virtual nodes representing'), ''],
    [span('\t\t// we are creating a new node, so we can', '\t}\n\n\tif (nodeType == NULL) {'), ''],
    [span('\t\texcessDomChildren =\n', '\t\t// If we are in a situation'), ''],
    [
      span("\t\t\tif (i == 'dangerouslySetInnerHTML') {\n\t\t\t\toldHtml", "if (\n\t\t\t\ti != 'children'"),
      '',
    ],
    [span("} else if (i == 'dangerouslySetInnerHTML') {\n\t\t\t\tnewHtml", "} else if (i == 'value') {"), ''],
    [span('\t\tif (newHtml) {', '\t\t\tdiffChildren('), '\t\t{\n'],
    ["newVNode.type == 'template' ? dom.content : dom,", 'dom,'],
    ["nodeType == 'foreignObject' ? XHTML_NAMESPACE : namespace,", 'namespace,'],
    [/excessDomChildren\s+\? excessDomChildren\[0\]\s+: /, ''],
    ["nodeType == 'progress' && inputValue == NULL", 'false'],
    [
      span('((inputValue !== dom[i] ||\n'.slice(1), '\t\t\t) {\n\t\t\t\tsetProperty(dom, i, inputValue'),
      'inputValue !== dom[i]\n',
    ],
    ["else if (nodeType == 'math') namespace = MATH_NAMESPACE;", ''],
    ['newProps.is && newProps', ''],
    [span('\tif ((r = vnode.ref)) {', '\tif ((r = vnode._component) != NULL) {'), ''],
    [span('\tif ((r = vnode._component) != NULL) {', '\tif ((r = vnode._children)) {'), ''],
    [span('/** The `.render()` method', '\n}\n'), 'function none() {'],
    ['vnode._component = vnode._parent', 'vnode._parent'],
    [/if \(\(tmp = options\.\w+\)\) tmp\(newVNode\);/g, ''],
  ],
  'diff/children.js': [
    [span('\t\tif (childVNode.ref && oldVNode.ref', '\t\tif (firstChildDom == NULL'), ''],
    [
      span(
        '\t\t} else if (childVNode.constructor === UNDEFINED',
        '\t\t} else {\n\t\t\tnewParentVNode._children[i] = childVNode',
      ),
      '',
    ],
    [/NULL,\s+NULL,\s+NULL\s+\);/g, 'NULL\n);'],
    [' && result !== UNDEFINED', ''],
    ['childVNode._depth = newParentVNode._depth + 1;', ''],
    [' || oldVNode._original == NULL', ''],
    // Its own mistake: a text put before an element that has just been removed is an error in all of Preact.
    ['oldDom && parentVNode.type && !oldDom.parentNode', 'oldDom && !oldDom.parentNode'],
    [
      span('// eslint-disable-next-line valid-typeof', '\t\t) {\n\t\t\tchildVNode = newParentVNode'),
      'false\n',
    ],
  ],
  'diff/props.js': [
    ["name == 'style'", 'false'],
    [span("name != 'width' &&", "name != 'role'"), ''],
    ["name != 'popover' &&\n", ''],
    ['value[EVENT_ATTACHED] = eventClock;', ''],
    [/else \{\s+value\[EVENT_ATTACHED\] = oldValue\[EVENT_ATTACHED\];\s+\}/, ''],
    [span('if (e[EVENT_DISPATCHED] == NULL) {', 'return eventHandler('), ''],
    [span('let _id = Math.random()', 'function setStyle('), ''],
    ["name != (name = name.replace(CAPTURE_REGEX, '$1'))", 'false'],
    ["lowerCaseName in dom || name == 'onFocusOut' || name == 'onFocusIn'", 'true'],
    [".replace(/xlink(H|:h)/, 'h').replace(/sName$/, 's')", ''],
    ["name == 'popover' && value == true ? '' : value", 'value'],
    [/useCapture \? eventProxyCapture : eventProxy/g, 'eventProxy'],
    [/ \+ useCapture/g, ''],
  ],
  'component.js': [
    [
      span(
        'export function BaseComponent',
        "/**\n * @param {import('./internal').VNode} vnode\n * @param {number | null}",
      ),
      '',
    ],
    [span('/**\n * Trigger in-place', '\nprocess._rerenderCount = 0;'), ''],
    ['process._rerenderCount = 0;', ''],
  ],
  'create-element.js': [
    [span('\t// If a Component VNode, check for', '\treturn createVNode(type, normalizedProps'), ''],
    ['\t\t_component: NULL,\n', ''],
    ['\t\t_depth: 0,\n', ''],
    ["else if (i == 'ref') ref = props[i];", ''],
    ['normalizedProps, key, ref, NULL)', 'normalizedProps, key)'],
    ['(type, props, key, ref, original) {', '(type, props, key) {'],
    ['\t\tref,\n\t\t_children', '\t\t_children'],
    ['\t\t_original: original == NULL ? ++vnodeId : original,\n', ''],
    [span('\t// Only invoke the vnode hook', '\treturn vnode;'), ''],
  ],
  'render.js': [
    [span('\t// https://github.com/preactjs/preact/issues/3794', '\tif (options._root)'), ''],
    ['let isHydrating = typeof replaceNode ==', 'replaceNode = null; void'],
    [/\|\| EMPTY_OBJ,\n\t\tEMPTY_OBJ,/, '|| EMPTY_OBJ,'],
    [span('\t\t!isHydrating && replaceNode\n\t\t\t? [replaceNode]', '\t\tcommitQueue,'), ''],
    [span('let commitQueue = []', '\tdiff('), ''],
    ['commitRoot(commitQueue, vnode, refQueue);', ''],
    ['createElement(Fragment, NULL, [vnode])', 'createVNode(Fragment, { children: [vnode] }, NULL)'],
    ['import { createElement, Fragment }', 'import { createVNode, Fragment }'],
    [span('\t\t\t\t: parentDom.firstChild,', '\t\tisHydrating,'), '\t\t\t\t: null,\n'],
    ["'function';\n", "'';\n"],
  ],
}

function cut(file, text) {
  for (const [what, replacement] of cuts[file] ?? []) {
    let next
    if (what.from) {
      const start = text.indexOf(what.from)
      const end = text.indexOf(what.to, start + what.from.length)
      next = start < 0 || end < 0 ? text : text.slice(0, start) + replacement + text.slice(end)
    } else next = text.replace(what, replacement)
    if (next === text)
      throw new Error(
        `slimPreact: ${file} has no ${JSON.stringify(what.from ?? String(what))}. Preact changed: read its source and correct the cuts.`,
      )
    text = next
  }
  for (const [name, value] of Object.entries(CONSTANT))
    text = text
      .replace(new RegExp(`^\\s*${name},?\\n`, 'gm'), '')
      .replace(new RegExp(`${name} = (NULL|false);`, 'g'), '')
      .replace(new RegExp(`\\b${name}\\b`, 'g'), value)
  return text.replace(/\boptions\.\w+/g, 'undefined').replace(/\b(new|old)Html\b/g, '$1Html_')
}

/**
 * Builds Preact from its own source without what the card never uses: class components, state, context, refs,
 * hydration, hooks into the renderer, raw HTML, inline styles, elements that are drawn again as the same object. What is
 * left is its diff of elements, keys and properties.
 *
 * The cuts name places of the pinned version; one that is not found stops the build, so that an update of Preact
 * cannot pass unnoticed. It halves Preact, and leaves no sink for raw HTML in the bundle.
 */
export function slimPreact() {
  return {
    name: 'slim-preact',
    resolveId(id) {
      if (id === 'preact') return '\0preact'
      if (id === 'preact/jsx-runtime') return '\0preact-jsx'
      return null
    },
    load(id) {
      if (id === '\0preact')
        return `export { render } from ${JSON.stringify(resolve(source, 'render.js'))}; export { createElement as h, createElement, Fragment } from ${JSON.stringify(resolve(source, 'create-element.js'))}`
      if (id === '\0preact-jsx')
        return `import { createVNode, Fragment } from ${JSON.stringify(resolve(source, 'create-element.js'))}
          export const jsx = (type, props, key) => createVNode(type, props, key)
          export { jsx as jsxs, Fragment }`
      if (!id.startsWith(source)) return null
      return cut(relative(source, id), readFileSync(id, 'utf8'))
    },
  }
}
