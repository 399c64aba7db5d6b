/** What a change of each property of a Cdn does to what exists, on every cloud alike. */
import { type ChangesOf, inPlace, replaced } from '../../core/changes';
import type { CdnProps } from './schema';

const KEPT = 'answers that are kept stay until they end; tell the cloud to drop them, and browsers keep theirs';

export const changes: ChangesOf<CdnProps> = {
  hosts: inPlace('a new host answers when its certificate is there; one that is taken out answers no more'),
  'origin.bucket': inPlace(KEPT),
  'origin.loadBalancer': replaced(
    'by what a Cdn of a bucket was reached goes with it; hosts of the gateway keep their addresses and certificates',
  ),
  'origin.index': inPlace(KEPT),
  'origin.fallback': inPlace(KEPT),
  'origin.notFound': inPlace(KEPT),
  webFirewall: inPlace(),
  'caching.seconds': inPlace(KEPT),
  'caching.queryParameters': inPlace(KEPT),
  'caching.cookies': inPlace(KEPT),
  'paths.*.path': inPlace(KEPT),
  'paths.*.seconds': inPlace(KEPT),
  'paths.*.queryParameters': inPlace(KEPT),
  'paths.*.cookies': inPlace(KEPT),
  compress: inPlace(),
  'headers.contentSecurityPolicy': inPlace(),
  'headers.frameOptions': inPlace(),
  'headers.referrerPolicy': inPlace(),
  'headers.contentTypeOptions': inPlace(),
  'headers.strictTransportSeconds': inPlace('browsers keep what they were told'),
  logs: inPlace(),
  'logs.retentionDays': inPlace(),
};
