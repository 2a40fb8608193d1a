import { execFile } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)
const SIZE_MB = 400

/** A file system of its own in one file, so that a copy of the file is what a power cut would leave. */
export interface Disk {
  readonly image: string
  readonly folder: string
  unmount(): Promise<void>
}

/** Whether this machine lets us mount: root, and loop devices. */
export async function canMount(folder: string): Promise<boolean> {
  try {
    const disk = await mountNew(`${folder}/probe.img`, `${folder}/probe`, 8)
    await disk.unmount()
    rmSync(`${folder}/probe.img`)
    return true
  } catch {
    return false
  }
}

/** An empty ext4 with the options a system mounts it with by itself. */
export async function mountNew(image: string, folder: string, sizeMb = SIZE_MB): Promise<Disk> {
  rmSync(image, { force: true })
  mkdirSync(folder, { recursive: true })
  await run('truncate', ['-s', `${sizeMb}M`, image])
  await run('mkfs.ext4', ['-q', '-F', image])
  return mount(image, folder)
}

/** Mounts an image; its journal is replayed, as at the first start after a cut. */
export async function mount(image: string, folder: string): Promise<Disk> {
  mkdirSync(folder, { recursive: true })
  await run('mount', ['-o', 'loop', image, folder])
  return {
    image,
    folder,
    async unmount() {
      for (let attempt = 0; ; attempt++) {
        try {
          return void (await run('umount', [folder]))
        } catch (error) {
          if (attempt === 20) throw error // something below still has a file open
          await new Promise((resolve) => setTimeout(resolve, 100))
        }
      }
    },
  }
}

/** What is on the disk at this moment: what the mounted file system has not written yet is not in it. */
export const copyImage = (from: string, to: string): Promise<unknown> =>
  run('cp', ['--sparse=always', from, to])

/** A small file system in memory; resolves to its end. */
export async function mountTmpfs(folder: string, sizeMb: number): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true })
  await run('mount', ['-t', 'tmpfs', '-o', `size=${sizeMb}m`, 'tmpfs', folder])
  return async () => void (await run('umount', ['-l', folder]))
}
