/** State: where Terraform keeps its state. Chosen per environment; nothing else in the JSON depends on it. */
import { AzurermBackend, GcsBackend, LocalBackend, S3Backend, type TerraformStack } from 'cdktf';
import { z } from 'zod';

import { nonEmpty } from '../words/words';

export const stateSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    /** Files next to the output directory: for one person, and without any set-up. */
    kind: z.literal('local'),
    /** Directory, relative to the project. */
    directory: z
      .string()
      .regex(/^[\w-][\w./-]*$/, { error: 'must be a relative path' })
      .default('state'),
  }),
  z.strictObject({
    /** A bucket of Amazon S3. */
    kind: z.literal('s3'),
    bucket: nonEmpty,
    region: nonEmpty,
    /** Keys are `<prefix>/<stack>.tfstate`. */
    prefix: z.string().default(''),
    /** ARN of the key that encrypts the state. @default - the bucket's key */
    kmsKey: nonEmpty.optional(),
  }),
  z.strictObject({
    /** A bucket of Google Cloud Storage. */
    kind: z.literal('gcs'),
    bucket: nonEmpty,
    /** Folder of the states in the bucket. */
    prefix: z.string().default(''),
  }),
  z.strictObject({
    /** A container of Azure Blob Storage, entered by Entra ID instead of an account key. */
    kind: z.literal('azurerm'),
    resourceGroup: nonEmpty,
    storageAccount: nonEmpty,
    container: nonEmpty,
    /** Keys are `<prefix>/<stack>.tfstate`. */
    prefix: z.string().default(''),
  }),
  z.strictObject({
    /** Terraform Cloud: one workspace per stack, named after it. */
    kind: z.literal('cloud'),
    organization: nonEmpty,
    /** Project of the workspaces. @default - the organization's default project */
    project: nonEmpty.optional(),
    /** Host of Terraform Cloud or Enterprise. */
    hostname: nonEmpty.default('app.terraform.io'),
  }),
]);
export type State = z.output<typeof stateSchema>;

const under = (prefix: string, name: string): string => (prefix ? `${prefix.replace(/\/+$/, '')}/${name}` : name);

/** Adds the backend to a stack. */
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
      // CDKTF's own CloudBackend runs `terraform version` for each stack, and fails without Terraform.
      stack.addOverride('terraform.cloud', {
        hostname: state.hostname,
        organization: state.organization,
        workspaces: { name: id, ...(state.project !== undefined && { project: state.project }) },
      });
  }
}
