/** Rights to the container of state, whose account is in the target's subscription. */

/** Reads and writes objects, and the lease by which Terraform locks a state. */
export const WRITE_OBJECTS = 'Storage Blob Data Contributor';

interface Place {
  readonly resourceGroup: string;
  readonly storageAccount: string;
  readonly container: string;
}

/** The container by the id that rights to it are given on. */
export const containerId = ({ resourceGroup, storageAccount, container }: Place, subscription: string): string =>
  `${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Storage/storageAccounts/${storageAccount}/blobServices/default/containers/${container}`;
