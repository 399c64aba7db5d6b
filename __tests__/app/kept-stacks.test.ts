/** Output that is kept: stacks that have not changed, and everything while something is wrong. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Fn, TerraformStack } from 'cdktf';

import { write } from '../../app/write';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { patch } from '../../core/patch';
import { onPlatform } from '../../index';
import { providers } from '../../providers';
import { development, staging } from '../../scripts/bench/newsletter';
import { on } from '../helpers/environments';

const STACKS = ['development', 'staging'].flatMap((name) => [
  `newsletter-${name}-aws`,
  `newsletter-${name}-aws-platform`,
]);
const [FIRST = '', FIRST_PLATFORM = '', SECOND = '', SECOND_PLATFORM = ''] = STACKS;
const both = [development, staging].map(({ differences: _, ...environment }) => on('aws', environment));
const changed = (change: object): EnvironmentInput[] => [both[0]!, patch(both[1], change) as EnvironmentInput];

let scratch: string;
let out: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'triptych-kept-'));
  out = join(scratch, 'out');
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(scratch, { recursive: true });
});

interface Run {
  readonly environments?: readonly EnvironmentInput[];
  readonly only?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly program?: string;
}

/** Writes the stacks, and returns those that were made, rather than kept. */
function made({ environments = both, only, env, program = 'the same' }: Run = {}): string[] {
  const keeping = { program, directory: join(scratch, 'cache') };
  const { SYNTH_HCL_OUTPUT } = process.env;
  Object.assign(process.env, env);
  try {
    const options = { ...providers, environments, only, env: { CDKTF_OUTDIR: out, ...env }, keeping };
    return write(options).stacks.flatMap(({ id, unchanged }) => (unchanged ? [] : [id]));
  } finally {
    if (SYNTH_HCL_OUTPUT === undefined) delete process.env.SYNTH_HCL_OUTPUT;
  }
}

const fileOf = (id: string, name = 'cdk.tf.json'): string => join(out, 'stacks', id, name);
const times = (): number[] => STACKS.map((id) => statSync(fileOf(id)).mtimeMs);
const dependenciesOf = (id: string): unknown =>
  (
    JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as {
      stacks: Record<string, { dependencies: unknown }>;
    }
  ).stacks[id]?.dependencies;

/** Every file of the output, with its content. */
const contents = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file, readFileSync(file, 'utf8')]),
  );

describe('a stack', () => {
  it('is kept as long as nothing has changed', () => {
    expect(made()).toEqual(STACKS);
    const [before, text] = [times(), contents()];
    expect(made()).toEqual([]);
    expect(times()).toEqual(before);
    expect(contents()).toEqual(text);
  });

  it('is made anew when its environment is changed, and the others are not', () => {
    made();
    const [before] = times();
    expect(made({ environments: changed({ costCenter: 'sales' }) })).toEqual([SECOND, SECOND_PLATFORM]);
    expect(times()[0]).toBe(before);
    expect(readFileSync(fileOf(SECOND), 'utf8')).toContain('sales');
  });

  it('is made anew by another program', () => {
    made();
    expect(made({ program: 'another' })).toEqual(STACKS);
  });

  it.each(['touched', 'vanished'])(
    'is made anew when its output is %s, alone, and still comes after the other',
    (how) => {
      made();
      const text = contents();
      if (how === 'touched') writeFileSync(fileOf(FIRST_PLATFORM), '{}');
      else rmSync(fileOf(FIRST_PLATFORM));
      expect(made()).toEqual([FIRST_PLATFORM]);
      expect(contents()).toEqual(text);
      expect(dependenciesOf(FIRST_PLATFORM)).toEqual([FIRST]);
    },
  );

  it('is made anew when one of its assets is touched, without older assets and with what Terraform keeps there', () => {
    made();
    const text = contents();
    const asset = Object.keys(text).find((file) => file.includes(join(FIRST_PLATFORM, 'assets')))!;
    writeFileSync(asset, 'touched');
    const older = join(asset, '../../older/Chart.yaml');
    mkdirSync(join(older, '..'));
    for (const file of [older, fileOf(FIRST_PLATFORM, '.terraform.lock.hcl')]) writeFileSync(file, 'here');
    expect(made()).toEqual([FIRST_PLATFORM]);
    expect(contents()).toEqual({ ...text, [fileOf(FIRST_PLATFORM, '.terraform.lock.hcl')]: 'here' });
  });

  it('is made anew each time if it is extended, or holds an expression', () => {
    const extend = [onPlatform(() => undefined)];
    const overrides = { aws: { instance: { identifier: Fn.upper('orders') } } };
    for (const environments of [
      [both[0]!, { ...both[1]!, extend }],
      changed({ databases: { postgres: { overrides } } }),
    ]) {
      made({ environments });
      expect(made({ environments })).toEqual([SECOND, SECOND_PLATFORM]);
    }
    expect(readFileSync(fileOf(SECOND), 'utf8')).toContain('upper(\\"orders\\")');
  });

  it('is made anew in another language', () => {
    const hcl = { env: { SYNTH_HCL_OUTPUT: 'true' } };
    made();
    expect(made(hcl)).toEqual(STACKS);
    expect([existsSync(fileOf(FIRST)), existsSync(fileOf(FIRST, 'cdk.tf'))]).toEqual([false, true]);
    expect(made(hcl)).toEqual([]);
    expect(made()).toEqual(STACKS);
  });

  it('is kept among the chosen ones, without those that are not', () => {
    made();
    expect(made({ only: ['*-platform'] })).toEqual([]);
    expect(readdirSync(join(out, 'stacks')).sort()).toEqual([FIRST_PLATFORM, SECOND_PLATFORM]);
    expect(dependenciesOf(FIRST_PLATFORM)).toEqual([]);
    expect(made()).toEqual([FIRST, SECOND]);
    expect(dependenciesOf(FIRST_PLATFORM)).toEqual([FIRST]);
  });

  it('is made when nothing can be remembered', () => {
    writeFileSync(join(scratch, 'cache'), 'a file where the directory would be');
    made();
    expect(made()).toEqual(STACKS);
  });
});

describe('the output stays as it is', () => {
  const fails = [onPlatform(() => { throw new Error('no'); })]; // prettier-ignore
  const mistaken: readonly EnvironmentInput[] = [
    { ...both[0]!, costCenter: 'sales' },
    { ...both[1]!, extend: fails },
  ];

  it('when there is a mistake, even one that only a made stack shows', () => {
    expect(() => made({ environments: mistaken })).toThrow('throws no');
    expect(existsSync(out)).toBe(false);
    made();
    const text = contents();
    expect(() => made({ environments: mistaken })).toThrow('throws no');
    expect(contents()).toEqual(text);
  });

  it('when writing fails half way', () => {
    made();
    const text = contents();
    // CDKTF asks this of each stack just before it writes it.
    const asked = jest.spyOn(TerraformStack.prototype, 'hasResourceMove').mockReturnValue(false);
    asked
      .mockReturnValueOnce(false)
      .mockReturnValueOnce(false)
      .mockImplementationOnce(() => {
        throw new Error('no space left on device');
      });
    expect(() => made({ program: 'another' })).toThrow('no space left');
    expect(asked).toHaveBeenCalledTimes(3);
    expect(contents()).toEqual(text);
    expect(made()).toEqual([]);
  });

  it('and what a killed process wrote beside it is removed', () => {
    made();
    const text = contents();
    // No process can have this id.
    mkdirSync(join(out, '.new-99999999', 'stacks'), { recursive: true });
    writeFileSync(join(out, '.new-99999999', 'stacks', 'half'), '');
    made();
    expect(contents()).toEqual(text);
  });
});
