import { describe, expect, it } from 'vitest'
import { readProjects } from '../src/readProjects.ts'

function read(text: string) {
  const problems: string[] = []
  return { projects: readProjects(text, problems), problems }
}

describe('readProjects', () => {
  it('reads keys and their origins, apart by spaces, semicolons or lines', () => {
    const shop = { id: 'shop', key: 'shop', origins: ['https://a.example', 'https://b.example'] }
    const blog = { id: 'blog', key: 'blog', origins: [] }
    for (const between of [' ', ';', '\n', ' ; '])
      expect(read(`shop=https://a.example,https://b.example${between}blog=`)).toEqual({
        projects: [shop, blog],
        problems: [],
      })
  })

  it('reads a list as JSON as it is, and says when it is none', () => {
    const projects = [{ id: 'shop', key: 'k', oldKey: 'j', origins: [] }]
    expect(read(JSON.stringify(projects))).toEqual({ projects, problems: [] })
    for (const broken of ['{}', '[1]', '[null]', '[{'])
      expect(read(broken)).toEqual({
        projects: [],
        problems: [expect.stringContaining('is not a JSON list')],
      })
  })

  it('names each part that it does not understand, and what is missing', () => {
    expect(read('shop a=b=c blog=').problems).toHaveLength(2)
    expect(read('  ').problems).toEqual([expect.stringContaining('is not set')])
  })
})
