/** What stacks say of backups by the clock: how often a workflow makes some, where, and how long it keeps them. */
import type { Resource, Resources } from '../../../core/rights/resources';

export interface Place {
  readonly where: string;
  readonly days: number;
}

const SECONDS_OF_DAY = 86_400;
const PLACES = /"call" = "back_up", "args" = \{"location" = "(?<where>[^"]+)", "kept" = (?<seconds>\d+)\}/g;

/** The job by which a workflow of a server comes. */
export const jobOf = (server: string, workflow: string, resources: Resources): Resource | undefined =>
  resources
    .of('google_cloud_scheduler_job')
    .find(({ partOf, address }) => partOf === server && address.endsWith(`_${workflow}`));

/** Where a workflow makes backups: first in the server's own region. */
export const placesOf = ({ values }: Resource): Place[] =>
  [...String(values['source_contents']).matchAll(PLACES)].map(({ groups: { where = '', seconds } = {} }) => ({
    where,
    days: Number(seconds) / SECONDS_OF_DAY,
  }));
