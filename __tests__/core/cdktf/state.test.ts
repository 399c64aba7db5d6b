/** State backends: each written as Terraform takes it, nothing else of the JSON changed, and no terraform run to write it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { synthesize } from '../../../app/synthesize';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { stateAddress } from '../../../core/cdktf/state';
import { stateSchema } from '../../../core/words/state';
import { providers } from '../../../providers';
import { on, whole, wholeWith } from '../../helpers/environments';
import { problemsOf, synth } from '../../helpers/synth';

const withState = (state: object): EnvironmentInput => on('aws', wholeWith({ state }));
const terraform = (state: object) => synth(withState(state))['acme-test-aws']!.json.terraform;

describe('state', () => {
  it('is files beside the output directory', () => {
    expect(terraform({ kind: 'local', directory: 'kept/here' }).backend).toEqual({
      local: { path: '../../../kept/here/acme-test-aws.tfstate' },
    });
  });

  describe('in files, with the project and the output directory as', () => {
    let scratch: string;
    beforeEach(() => (scratch = mkdtempSync(join(tmpdir(), 'triptych-state-'))));
    afterEach(() => rmSync(scratch, { recursive: true }));

    const EVERYWHERE: readonly [output: string, path: string][] = [
      ['project/cdktf.out', '../../../state'],
      ['project/cdktf.out.part', '../../../state'],
      ['project/build/tf', '../../../../state'],
      ['project/build/./deep/../deep/er', '../../../../../state'],
      ['elsewhere', '../../../project/state'],
      ['link-to-elsewhere/deep', '../../../../project/state'],
    ];

    it.each(EVERYWHERE)('%s, is in the project: %s', (output, path) => {
      for (const name of ['project', 'elsewhere/deep']) mkdirSync(join(scratch, name), { recursive: true });
      symlinkSync(join(scratch, 'elsewhere'), join(scratch, 'link-to-elsewhere'), 'junction');
      const outdir = join(scratch, output);
      mkdirSync(outdir, { recursive: true });
      synthesize({
        environments: [on('aws', whole)],
        ...providers,
        outdir,
        project: join(scratch, 'project'),
      });
      const json = readFileSync(join(outdir, 'stacks/acme-test-aws/cdk.tf.json'), 'utf8');
      expect(JSON.parse(json)).toMatchObject({
        terraform: { backend: { local: { path: `${path}/acme-test-aws.tfstate` } } },
      });
    });
  });

  it('is S3, encrypted and locked', () => {
    expect(terraform({ kind: 's3', bucket: 'b', region: 'eu-west-1', prefix: 'tf/', kmsKey: 'arn:k' }).backend).toEqual(
      {
        s3: {
          bucket: 'b',
          region: 'eu-west-1',
          key: 'tf/acme-test-aws.tfstate',
          encrypt: true,
          kms_key_id: 'arn:k',
          use_lockfile: true,
        },
      },
    );
  });

  it('is Cloud Storage', () => {
    expect(terraform({ kind: 'gcs', bucket: 'b', prefix: 'tf' }).backend).toEqual({
      gcs: { bucket: 'b', prefix: 'tf/acme-test-aws' },
    });
  });

  it('is Azure, by identity instead of a key', () => {
    expect(terraform({ kind: 'azurerm', resourceGroup: 'g', storageAccount: 's', container: 'c' }).backend).toEqual({
      azurerm: {
        resource_group_name: 'g',
        storage_account_name: 's',
        container_name: 'c',
        key: 'acme-test-aws.tfstate',
        use_azuread_auth: true,
      },
    });
  });

  it('is Terraform Cloud: a workspace for each stack', () => {
    const { cloud, backend } = terraform({ kind: 'cloud', organization: 'acme', project: 'platform' });
    expect(cloud).toEqual({
      hostname: 'app.terraform.io',
      organization: 'acme',
      workspaces: { name: 'acme-test-aws', project: 'platform' },
    });
    expect(backend).toBeUndefined();
  });

  it.each([
    [{ kind: 'local', directory: 'kept/here' }, 'kept/here/one.tfstate'],
    [{ kind: 's3', bucket: 'b', region: 'r', prefix: 'tf/' }, 's3://b/tf/one.tfstate'],
    [{ kind: 'gcs', bucket: 'b' }, 'gs://b/one/default.tfstate'],
    [
      { kind: 'azurerm', resourceGroup: 'g', storageAccount: 's', container: 'c' },
      'https://s.blob.core.windows.net/c/one.tfstate',
    ],
    [{ kind: 'cloud', organization: 'acme' }, 'https://app.terraform.io/app/acme/workspaces/one'],
  ])('of %j has an address for people', (state, address) => {
    expect(stateAddress(stateSchema.parse(state), 'one')).toBe(address);
  });

  it('can differ on one cloud', () => {
    const stacks = synth(wholeWith({ targets: { google: { state: { kind: 'gcs', bucket: 'b' } } } }));
    expect(Object.keys(stacks['acme-test-google']!.json.terraform.backend)).toEqual(['gcs']);
    expect(Object.keys(stacks['acme-test-aws']!.json.terraform.backend)).toEqual(['local']);
  });

  it('changes nothing else', () => {
    const rest = (state: object) => {
      const { terraform: _, ...json } = synth(withState(state))['acme-test-aws']!.json;
      return json;
    };
    expect(rest({ kind: 's3', bucket: 'b', region: 'r' })).toEqual(rest({ kind: 'local' }));
    expect(rest({ kind: 'cloud', organization: 'o' })).toEqual(rest({ kind: 'local' }));
  });

  it('must be of a known kind', () => {
    expect(problemsOf({ ...whole, state: { kind: 'ftp' } as never }).join('\n')).toMatch(/acme\/test: state/);
  });
});
