/** Where Terraform keeps its state. */
import { z } from 'zod';

import { nonEmpty } from './words';

export const stateSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    /** Files in the project: for one person, and without any set-up. */
    kind: z.literal('local'),
    /** Directory, relative to the project, whatever the output directory is. */
    directory: z
      .string()
      .regex(/^[\w-][\w./-]*$/, { error: 'must be a relative path' })
      .default('state'),
  }),
  z.strictObject({
    /** A bucket of Amazon S3. */
    kind: z.literal('s3'),
    /** The bucket's name. It must exist, with versions, or an environment's `account.state` makes it. */
    bucket: nonEmpty,
    /** The bucket's region. */
    region: nonEmpty,
    /** Keys are `<prefix>/<stack>.tfstate`. */
    prefix: z.string().default(''),
    /** ARN of the key that encrypts the state. @default - the bucket's key */
    kmsKey: nonEmpty.optional(),
  }),
  z.strictObject({
    /** A bucket of Google Cloud Storage. */
    kind: z.literal('gcs'),
    /** The bucket's name. It must exist, with versions, or an environment's `account.state` makes it. */
    bucket: nonEmpty,
    /** Folder of the states in the bucket. */
    prefix: z.string().default(''),
  }),
  z.strictObject({
    /** A container of Azure Blob Storage, entered by Entra ID instead of an account key. */
    kind: z.literal('azurerm'),
    /** Resource group of the storage account. */
    resourceGroup: nonEmpty,
    /** The storage account's name. */
    storageAccount: nonEmpty,
    /** The container's name. It must exist, or an environment's `account.state` makes it, with account and group. */
    container: nonEmpty,
    /** Keys are `<prefix>/<stack>.tfstate`. */
    prefix: z.string().default(''),
  }),
  z.strictObject({
    /** Terraform Cloud: one workspace per stack, named after it. */
    kind: z.literal('cloud'),
    /** The organization's name. */
    organization: nonEmpty,
    /** Project of the workspaces. @default - the organization's default project */
    project: nonEmpty.optional(),
    /** Host of Terraform Cloud or Enterprise. */
    hostname: nonEmpty.default('app.terraform.io'),
  }),
]);

export type State = z.output<typeof stateSchema>;
