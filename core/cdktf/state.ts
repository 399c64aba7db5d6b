/** State: where Terraform keeps what it knows. Chosen for each environment; nothing else in the JSON depends on it. */
import { AzurermBackend, GcsBackend, LocalBackend, S3Backend, type TerraformStack } from 'cdktf';
import { z } from 'zod';
import { nonEmpty } from '../words/words';

export const stateSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    /** Files beside the output directory: needs nothing, and is for one person. */
    kind: z.literal('local'),
    /** Directory, relative to the project. @default 'state' */
    directory: z
      .string()
      .regex(/^[\w-][\w./-]*$/, { error: 'must be a relative path' })
      .default('state'),
  }),
  z.strictObject({
    kind: z.literal('s3'),
    bucket: nonEmpty,
    region: nonEmpty,
    /** Keys are `<prefix>/<stack>.tfstate`. @default '' */
    prefix: z.string().default(''),
    /** ARN of the key that encrypts the state. @default - the bucket's */
    kmsKey: nonEmpty.optional(),
  }),
  z.strictObject({
    kind: z.literal('gcs'),
    bucket: nonEmpty,
    /** @default '' */
    prefix: z.string().default(''),
  }),
  z.strictObject({
    kind: z.literal('azurerm'),
    resourceGroup: nonEmpty,
    storageAccount: nonEmpty,
    container: nonEmpty,
    /** Keys are `<prefix>/<stack>.tfstate`. @default '' */
    prefix: z.string().default(''),
  }),
  z.strictObject({
    /** Terraform Cloud: a workspace for each stack, named after it. */
    kind: z.literal('cloud'),
    organization: nonEmpty,
    /** @default - the organization's default project */
    project: nonEmpty.optional(),
    /** @default 'app.terraform.io' */
    hostname: nonEmpty.default('app.terraform.io'),
  }),
]);
export type State = z.output<typeof stateSchema>;

const under = (prefix: string, name: string): string => (prefix ? `${prefix.replace(/\/+$/, '')}/${name}` : name);

/** Gives a stack its backend. */
export function configureBackend(stack: TerraformStack, state: State): void {
  const id = stack.node.id;
  switch (state.kind) {
    case 'local':
      // The same from every stack's directory (cdktf.out/stacks/<stack>), so that one stack can read another's state.
      new LocalBackend(stack, { path: `../../../${under(state.directory, `${id}.tfstate`)}` });
      return;
    case 's3': {
      const { bucket, region, kmsKey: kmsKeyId } = state;
      const backend = new S3Backend(stack, {
        bucket,
        region,
        key: under(state.prefix, `${id}.tfstate`),
        encrypt: true,
        kmsKeyId,
      });
      backend.addOverride('use_lockfile', true);
      return;
    }
    case 'gcs':
      new GcsBackend(stack, { bucket: state.bucket, prefix: under(state.prefix, id) });
      return;
    case 'azurerm':
      new AzurermBackend(stack, {
        resourceGroupName: state.resourceGroup,
        storageAccountName: state.storageAccount,
        containerName: state.container,
        key: under(state.prefix, `${id}.tfstate`),
        useAzureadAuth: true,
      });
      return;
    case 'cloud':
      // CDKTF's own CloudBackend runs `terraform version` for each stack and fails where there is none.
      stack.addOverride('terraform.cloud', {
        hostname: state.hostname,
        organization: state.organization,
        workspaces: { name: id, ...(state.project !== undefined && { project: state.project }) },
      });
  }
}
