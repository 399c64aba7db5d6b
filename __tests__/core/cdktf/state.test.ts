/** State backends: each written as Terraform takes it, nothing else of the JSON changed, and no terraform run to write it. */
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { stateAddress } from '../../../core/cdktf/state';
import { stateSchema } from '../../../core/words/state';
import { on, whole, wholeWith } from '../../helpers/environments';
import { problemsOf, synth } from '../../helpers/synth';

const withState = (state: object): EnvironmentInput => on('aws', wholeWith({ state }));
const terraform = (state: object) => synth(withState(state))['acme-test-aws']!.json.terraform;

describe('state', () => {
  it('is files next to the output, by the same path from every stack', () => {
    expect(terraform({ kind: 'local', directory: 'kept/here' }).backend).toEqual({
      local: { path: '../../../kept/here/acme-test-aws.tfstate' },
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
