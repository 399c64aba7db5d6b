/** Where output goes: JSON, HCL and parts of them apart, and nothing of an older run left beside a newer. */
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

  it('of a part is never the one whose other stacks the CLI would delete', () => {
    expect(() => prepareOutput(true, { CDKTF_CONTEXT_JSON: '{}' })).toThrow(/npm run synth -- --only/);
  });
});

describe('what older runs left', () => {
  const stack = (name: string) => join(scratch, 'out', 'stacks', name);
  const manifest = {
    version: '0.21.0',
    stacks: { here: { workingDirectory: 'stacks/here', synthesizedStackPath: '', stackMetadataPath: '' } },
  };

  it('goes: stacks that are no more, and the other language', () => {
    for (const name of ['here', 'gone', 'notes']) mkdirSync(stack(name), { recursive: true });
    writeFileSync(join(scratch, 'out', 'manifest.json'), JSON.stringify(manifest));
    for (const file of ['cdk.tf', 'cdk.tf.json', '.terraform.lock.hcl']) writeFileSync(join(stack('here'), file), '');
    writeFileSync(join(stack('gone'), 'cdk.tf.json'), '');
    writeFileSync(join(stack('notes'), 'README'), 'kept');

    prepareOutput(false, { CDKTF_OUTDIR: join(scratch, 'out') }).finish();

    expect(existsSync(join(stack('here'), 'cdk.tf.json'))).toBe(true);
    expect(existsSync(join(stack('here'), 'cdk.tf'))).toBe(false);
    expect(existsSync(join(stack('here'), '.terraform.lock.hcl'))).toBe(true);
    expect(existsSync(stack('gone'))).toBe(false);
    expect(readFileSync(join(stack('notes'), 'README'), 'utf8')).toBe('kept');
  });
});
