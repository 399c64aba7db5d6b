/** Backends: where Terraform keeps a stack's state. Nothing else in the JSON depends on it. */
import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import { AzurermBackend, GcsBackend, LocalBackend, S3Backend, type TerraformStack } from 'cdktf';

import type { State } from '../words/state';

/** The app's context that holds the path from a stack's directory to the project. */
export const WAY_TO_PROJECT = 'triptych:way-to-project';

const under = (prefix: string, name: string): string => (prefix ? `${prefix.replace(/\/+$/, '')}/${name}` : name);

/** The object that holds the state of a stack in a bucket, below which locks are, too. */
export const stateKey = ({ prefix }: { readonly prefix: string }, id: string): string => under(prefix, `${id}.tfstate`);

/** Where the state of a stack is kept: a path from the project's directory, or an address. */
export function stateAddress(state: State, id: string): string {
  switch (state.kind) {
    case 'local':
      return under(state.directory, `${id}.tfstate`);
    case 's3':
      return `s3://${state.bucket}/${stateKey(state, id)}`;
    case 'gcs':
      return `gs://${state.bucket}/${stateFolder(state, id)}/default.tfstate`;
    case 'azurerm':
      return `https://${state.storageAccount}.blob.core.windows.net/${state.container}/${stateKey(state, id)}`;
    case 'cloud':
      return `https://${state.hostname}/app/${state.organization}/workspaces/${id}`;
  }
}

/** The folder that holds the state of a stack, and its lock, in a bucket of Google's. */
export const stateFolder = ({ prefix }: { readonly prefix: string }, id: string): string => under(prefix, id);

/** Adds the backend to a stack. */
export function configureBackend(stack: TerraformStack, state: State): void {
  const id = stack.node.id;
  switch (state.kind) {
    case 'local':
      new LocalBackend(stack, { path: `${wayToProject(stack)}/${under(state.directory, `${id}.tfstate`)}` });
      return;
    case 's3': {
      const { bucket, region, kmsKey: kmsKeyId } = state;
      const backend = new S3Backend(stack, {
        bucket,
        region,
        key: stateKey(state, id),
        encrypt: true,
        kmsKeyId,
      });
      backend.addOverride('use_lockfile', true);
      return;
    }
    case 'gcs':
      new GcsBackend(stack, { bucket: state.bucket, prefix: stateFolder(state, id) });
      return;
    case 'azurerm':
      new AzurermBackend(stack, {
        resourceGroupName: state.resourceGroup,
        storageAccountName: state.storageAccount,
        containerName: state.container,
        key: stateKey(state, id),
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

/** From a stack's directory, in which Terraform runs, to the project: the state stays where it is when the output is elsewhere. */
const wayToProject = (stack: TerraformStack): string =>
  (stack.node.tryGetContext(WAY_TO_PROJECT) as string | undefined) ?? '../../..';

/**
 * The relative path from the directory of any stack in an output directory to the project. Links are followed, because `..`
 * leaves the directory to which a link leads.
 */
export const wayFrom = (outdir: string, project: string): string =>
  relative(join(realpathSync(outdir), 'stacks', 'any'), realpathSync(project))
    .split(sep)
    .join('/');
