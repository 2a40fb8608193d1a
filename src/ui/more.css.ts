export const css = /* css */ `
`
