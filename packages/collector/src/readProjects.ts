import type { Project } from './checkOptions.ts'

const EXAMPLE = 'shop-key=https://shop.example,https://www.shop.example'

/** JSON, a list of {@link Project}; or `KEY=origin,origin`, several apart by spaces, where the key is the id too. */
export function readProjects(text: string, problems: string[]): Project[] {
  if (text.trim() === '') {
    problems.push(`COLLECTOR_PROJECTS: is not set. It says who may write, such as ${EXAMPLE}`)
    return []
  }
  if (/^\s*[[{]/.test(text)) {
    try {
      const parsed: unknown = JSON.parse(text)
      if (Array.isArray(parsed) && parsed.every((entry) => typeof entry === 'object' && entry !== null)) {
        return parsed as Project[] // createCollector checks each field
      }
    } catch {
      // said below
    }
    problems.push('COLLECTOR_PROJECTS: is not a JSON list of { "id": …, "key": …, "origins": […] }.')
    return []
  }
  return text.split(/[\s;]+/).flatMap((part) => {
    if (part === '') return []
    const [key = '', origins, ...rest] = part.split('=')
    if (origins === undefined || rest.length > 0) {
      problems.push(
        `COLLECTOR_PROJECTS: ${JSON.stringify(part)} is not KEY=origin,origin, such as ${EXAMPLE}`,
      )
      return []
    }
    return [{ id: key, key, origins: origins.split(',').filter((origin) => origin !== '') }]
  })
}
