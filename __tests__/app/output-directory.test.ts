/** The output directory: JSON, HCL and parts of them are kept apart, and files of older runs are removed. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { prepareOutput } from '../../app/output-directory';

const scratch = mkdtempSync(join(tmpdir(), 'triptych-output-'));
afterAll(() => rmSync(scratch, { recursive: true }));

describe('the directory', () => {
  it.each([
    ['everything', false, {}, 'cdktf.out'],
    ['a part', true, {}, 'cdktf.out.part'],
    ['everything as HCL', false, { SYNTH_HCL_OUTPUT: 'true' }, 'cdktf.out.hcl'],
    ['a part as HCL', true, { SYNTH_HCL_OUTPUT: 'true' }, 'cdktf.out.hcl.part'],
    ['a part, where the user says', true, { CDKTF_OUTDIR: join(scratch, 'mine') }, join(scratch, 'mine')],
  ])('of %s', (_, part, env, directory) => {
    expect(prepareOutput(part, env).directory).toBe(directory);
  });

  it('of a part is refused where the CLI would delete the other stacks', () => {
    expect(() => prepareOutput(true, { CDKTF_CONTEXT_JSON: '{}' })).toThrow(/npx triptych synth --only/);
  });
});

describe('files of older runs', () => {
  const stack = (name: string) => join(scratch, 'out', 'stacks', name);
  const manifest = {
    version: '0.21.0',
    stacks: { here: { workingDirectory: 'stacks/here', synthesizedStackPath: '', stackMetadataPath: '' } },
  };

  beforeEach(() => {
    for (const name of ['here', 'gone', 'notes']) mkdirSync(stack(name), { recursive: true });
    writeFileSync(join(scratch, 'out', 'manifest.json'), JSON.stringify(manifest));
    for (const file of ['cdk.tf', 'cdk.tf.json', '.terraform.lock.hcl']) writeFileSync(join(stack('here'), file), '');
    writeFileSync(join(stack('gone'), 'cdk.tf.json'), '');
    writeFileSync(join(stack('notes'), 'README'), 'kept');
  });

  it('are removed: stacks that no longer exist, and files in the other language', () => {
    prepareOutput(false, { CDKTF_OUTDIR: join(scratch, 'out') }).finish();

    expect(existsSync(join(stack('here'), 'cdk.tf.json'))).toBe(true);
    expect(existsSync(join(stack('here'), 'cdk.tf'))).toBe(false);
    expect(existsSync(join(stack('here'), '.terraform.lock.hcl'))).toBe(true);
    expect(existsSync(stack('gone'))).toBe(false);
    expect(readFileSync(join(stack('notes'), 'README'), 'utf8')).toBe('kept');
  });

  it('are left to the CLI where it removes them itself: stacks that no longer exist, but not files in the other language', () => {
    prepareOutput(false, { CDKTF_OUTDIR: join(scratch, 'out'), CDKTF_CONTEXT_JSON: '{}' }).finish();

    expect(existsSync(stack('gone'))).toBe(true);
    expect(existsSync(join(stack('here'), 'cdk.tf.json'))).toBe(true);
    expect(existsSync(join(stack('here'), 'cdk.tf'))).toBe(false);
  });
});
