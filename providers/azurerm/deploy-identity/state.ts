/** The container of state, by the id that rights to it are given on; its account is in the target's subscription. */
interface Place {
  readonly resourceGroup: string;
  readonly storageAccount: string;
  readonly container: string;
}

export const containerId = ({ resourceGroup, storageAccount, container }: Place, subscription: string): string =>
  `${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Storage/storageAccounts/${storageAccount}/blobServices/default/containers/${container}`;
