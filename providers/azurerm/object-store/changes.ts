/** What a change of each property of an object store does to what exists, on Azure. */
import { commonChanges } from '../../../constructs/object-store/changes';
import type { ObjectStoreProps } from '../../../constructs/object-store/schema';
import { type ChangesOf, inPlace } from '../../../core/changes';

export const changes: ChangesOf<ObjectStoreProps> = {
  ...commonChanges,
  accessLogs: inPlace('off destroys the logs'),
  encryptionKey: inPlace(
    'what is there is encrypted with the new key at once',
    'https://learn.microsoft.com/azure/storage/common/customer-managed-keys-overview',
  ),
};
