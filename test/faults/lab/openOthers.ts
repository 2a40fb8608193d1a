/** Start of a page's script: the other windows first, where the browser was given one address only. */
export const OPEN_OTHERS = `
const others = location.hash.length > 1 ? JSON.parse(decodeURIComponent(location.hash.slice(1))) : []
if (others.length) history.replaceState(null, '', location.pathname + location.search)
others.forEach((url, i) => open(url, '_blank', 'popup,noopener,width=500,height=600,left=' + 510 * (i + 1)))`
