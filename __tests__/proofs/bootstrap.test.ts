/** The guide to a new account: its environment is taken, and its commands find what they need, in their order. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

import { patch } from '../../core/patch';
import { ROOT } from '../helpers/command-line';
import { CLOUDS, on, whole } from '../helpers/environments';
import { blocksOf, sectionOf } from '../helpers/pages';
import { type Attributes, problemsOf, synth } from '../helpers/synth';

const page = readFileSync(join(ROOT, 'docs/guides/bootstrap.md'), 'utf8');

const blockOf = (heading: string, language: string): string =>
  blocksOf(sectionOf(page, heading)).find((block) => block.language === language)!.text;

/** The environment that the page shows: `…` stands for what a target says otherwise. */
const shown = runInNewContext(`({ ${blockOf('The environment', 'ts').replaceAll('…, ', '')} })`) as object;
const input = patch(patch(whole, shown), { system: 'shop', environment: 'production' }) as typeof whole;

describe.each(CLOUDS)('the environment on %s', (cloud) => {
  it('is taken', () => {
    expect(problemsOf(on(cloud, input))).toEqual([]);
  });

  it('makes what every stack of it keeps its state in', () => {
    const stacks = synth(on(cloud, input));
    const account = stacks[`shop-production-${cloud}-account`]!;
    const made = {
      aws: () => [
        account.resource('aws_s3_bucket.account_state_bucket').bucket,
        account.resource('aws_kms_alias.account_state_key_alias').name,
      ],
      google: () => [account.resource('google_storage_bucket.account_state').name],
      azurerm: () => [
        account.resource('azurerm_resource_group.account_state_group').name,
        account.resource('azurerm_storage_account.account_state').name,
        account.resource('azurerm_storage_container.account_state_container').name,
      ],
    }[cloud]() as string[];
    for (const { json } of Object.values(stacks)) {
      const [backend] = Object.values((json.terraform as Attributes)['backend'] as Record<string, object>);
      const named = JSON.stringify(backend);
      expect(made.filter((name) => !named.includes(name))).toEqual([]);
    }
  });
});

/** A project with the stack, in which programs only tell that they were called, and whether the state is in a file then. */
class Project {
  readonly #root = mkdtempSync(join(tmpdir(), 'triptych-bootstrap-'));
  readonly stack = join(this.#root, 'cdktf.out/stacks/shop-production-aws-account');
  readonly #log = join(this.#root, 'log');

  constructor() {
    mkdirSync(this.stack, { recursive: true });
    mkdirSync(join(this.#root, 'bin'));
    writeFileSync(this.#log, '');
    const told = `[ -f backend_override.tf.json ] && where=file || where=bucket\necho "$* ($where)" >> '${this.#log}'`;
    for (const program of ['terraform', 'npx']) {
      const file = join(this.#root, 'bin', program);
      // The state in a file is there after an apply.
      writeFileSync(file, `#!/bin/sh\n${told}\n[ "$1" != apply ] || touch ../../../bootstrap.tfstate\n`);
      chmodSync(file, 0o755);
    }
  }

  run(script: string, cwd = this.#root): string[] {
    const env = { PATH: `${join(this.#root, 'bin')}:/usr/bin:/bin` };
    const { status, stderr } = spawnSync('bash', ['--norc', '-e', '-c', script], { cwd, env, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    const lines = readFileSync(this.#log, 'utf8').split('\n').filter(Boolean);
    writeFileSync(this.#log, '');
    return lines;
  }

  remove(): void {
    rmSync(this.#root, { recursive: true });
  }
}

it('the state begins in a file, and moves to the bucket', () => {
  const project = new Project();
  const override = join(project.stack, 'backend_override.tf.json');
  expect(project.run(blockOf('The first apply', 'sh'))).toEqual([
    'cdktf synth (bucket)',
    'init (file)',
    'apply (file)',
  ]);
  const { terraform } = JSON.parse(readFileSync(override, 'utf8')) as { terraform: object };
  // Terraform reads a file of this name over the stack's own, whose backend it replaces.
  expect(terraform).toEqual({ backend: { local: { path: '../../../bootstrap.tfstate' } } });
  expect(project.run(blockOf('The move', 'sh'), project.stack)).toEqual([
    'init -migrate-state (bucket)',
    'plan (bucket)',
  ]);
  expect(existsSync(override)).toBe(false);
  project.remove();
});
