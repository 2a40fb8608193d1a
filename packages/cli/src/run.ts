import { Command, CommanderError, Option } from 'commander'
import { CliError } from './CliError.ts'
import type { ExportFlags } from './commands/exportCommand.ts'
import type { ImportFlags } from './commands/importCommand.ts'
import type { PresetFlags } from './commands/presetCommand.ts'
import type { ReportFlags } from './commands/reportCommand.ts'
import type { ServeFlags } from './commands/serveCommand.ts'
import type { SimulateFlags } from './commands/simulateCommand.ts'
import type { TypesFlags } from './commands/typesCommand.ts'
import type { Io } from './Io.ts'

const each = (value: string, before: string[] = []) => [...before, value]

/**
 * The command `pulso`. Each command is loaded when it is asked for: `--help` need not wait for a plotting library.
 *
 * @param args - without program and script.
 * @returns what the process ends with: 0; 1 when something was found wrong in what was given; 2 when it was asked wrongly.
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let code = 0
  const program = new Command('pulso')
    .description(
      'From answers to decisions: serve, validate, types, preset, report, import, export, simulate.',
    )
    .version('0.1.0')
    .exitOverride()
    .showHelpAfterError('Run with --help to see what there is.')
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    })
  const done = (result: Promise<number>) => result.then((found) => void (code = found))
  const output = (standard: string) =>
    new Option('-o, --output <file>', 'where to write; - is stdout').default(standard)
  const locale = (what: string) => new Option('--locale <locale>', what).choices(['en', 'es']).default('en')

  program
    .command('serve')
    .description('start the collector; other settings come from the environment, see docs/collector.md')
    .option('--port <port>', 'COLLECTOR_PORT, 4401 unless said')
    .option('--host <name>', 'COLLECTOR_HOSTNAME, this machine only unless said')
    .option('--database <path or url>', 'COLLECTOR_DATABASE: a SQLite file or postgres://…')
    .option('--project <key=origins>', 'COLLECTOR_PROJECTS; may be given several times', each)
    .action((flags: ServeFlags) =>
      done(import('./commands/serveCommand.ts').then(({ serveCommand }) => serveCommand(flags, io))),
    )
  program
    .command('validate')
    .description('check surveys, a programme, a mapping or records (.ndjson)')
    .argument('<files...>')
    .action((files: string[]) =>
      done(import('./commands/validateCommand.ts').then(({ validateCommand }) => validateCommand(files, io))),
    )
  program
    .command('types')
    .description('TypeScript types of surveys kept as JSON, or a JSON Schema for editors')
    .argument('[files...]', 'surveys')
    .addOption(output('-'))
    .addOption(
      new Option('--schema <kind>', 'write the JSON Schema of a kind of file').choices([
        'survey',
        'programme',
        'mapping',
      ]),
    )
    .action((files: string[], flags: TypesFlags) =>
      done(import('./commands/typesCommand.ts').then(({ typesCommand }) => typesCommand(files, flags, io))),
    )
  program
    .command('preset')
    .description('write a survey to begin with, for a usual touchpoint; without a name, list them')
    .argument('[name]')
    .addOption(output('-'))
    .action((name: string | undefined, flags: PresetFlags) =>
      done(import('./commands/presetCommand.ts').then(({ presetCommand }) => presetCommand(name, flags, io))),
    )
  program
    .command('report')
    .description('write the journey report: one HTML file that opens with the network off')
    .argument('<files...>', 'records, NDJSON; - is stdin')
    .requiredOption('-p, --programme <file>', 'pulso.programme.json')
    .addOption(output('report.html'))
    .addOption(locale('language of the report'))
    .addOption(
      new Option('--period <length>', 'how fine the time lines are')
        .choices(['day', 'week', 'month', 'all'])
        .default('week'),
    )
    .option('-s, --segment <key>', 'key of the context to compare by; may be given several times', each, [])
    .option('--indicators <file>', 'operational indicators, as `pulso import` writes them')
    .option('--from <day>', 'first day, YYYY-MM-DD, UTC')
    .option('--to <day>', 'last day')
    .option('--day <day>', 'day of the report, which decides what is overdue; today unless said')
    .option('--json', 'the data of the report instead of HTML')
    .action((files: string[], flags: ReportFlags) =>
      done(
        import('./commands/reportCommand.ts').then(({ reportCommand }) => reportCommand(files, flags, io)),
      ),
    )
  program
    .command('import')
    .description(
      'read past surveys or operational indicators (CSV, NDJSON) by a mapping file; without one, Pulso records',
    )
    .argument('<file>')
    .option('-m, --mapping <file>', 'says which column is what; docs/cli.md')
    .option('-o, --output <file>', 'where to write the records; stdout unless said')
    .option('--to <url>', 'send them to a collector instead, or as well with -o')
    .option('--key <key>', 'write key of the collector')
    .option('--rejects <file>', 'where rows go that cannot be taken; FILE.rejects.ndjson unless said')
    .option('--dry-run', 'write and send nothing, only tell')
    .action((file: string, flags: ImportFlags) =>
      done(import('./commands/importCommand.ts').then(({ importCommand }) => importCommand(file, flags, io))),
    )
  program
    .command('export')
    .description('take every record out of a collector')
    .argument('<url>', 'of the collector')
    .addOption(output('-'))
    .option('--token <token>', 'admin token; PULSO_ADMIN_TOKEN unless said')
    .addOption(new Option('--mode <mode>').choices(['live', 'test', 'all']).default('live'))
    .option('--since <time>', 'received since: an ISO date or milliseconds since 1970')
    .addOption(new Option('--format <format>').choices(['ndjson', 'csv']).default('ndjson'))
    .option('--envelope', 'keep project and times of the collector around each record')
    .action((url: string, flags: ExportFlags) =>
      done(import('./commands/exportCommand.ts').then(({ exportCommand }) => exportCommand(url, flags, io))),
    )
  program
    .command('simulate')
    .description('make journeys of a made-up shop, with what is true of them')
    .addOption(output('pulso-simulated').argParser(String))
    .option('--seed <number>', 'the same seed gives the same records', Number, 1)
    .option('--persons <number>', 'customers', Number, 2000)
    .option('--days <number>', 'over which journeys begin', Number, 180)
    .option('--from <day>', 'first day; so that the last journeys have ended today unless said')
    .addOption(locale('language of the names and comments'))
    .action((flags: SimulateFlags) =>
      done(import('./commands/simulateCommand.ts').then(({ simulateCommand }) => simulateCommand(flags, io))),
    )

  try {
    await program.parseAsync([...args], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (!(error instanceof CliError)) throw error
    io.stderr.write(`${error.message}\n`)
    return error.exitCode
  }
  return code
}
