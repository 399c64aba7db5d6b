/**
 * What stands for each set of requirements: policies that Google enforces in the project. They are those that what Triptych makes
 * keeps to. Reports about the rest are Security Command Center's, which is turned on by hand.
 */
import type { Framework } from '../../../constructs/account';

export interface Constraint {
  /** Its id: docs.cloud.google.com/organization-policy/reference/org-policy-constraints */
  readonly id: string;
  /** Values that it refuses, or all of them. @default - it has none, and is on or off */
  readonly denied?: readonly string[] | 'all';
  /** The part of each framework that it stands for. */
  readonly of: Partial<Readonly<Record<Framework, string>>>;
}

const access = { gdpr: 'Art. 32(1)(b)', hipaa: '164.312(a)(1)', pci: '1.3.1', soc2: 'CC6.1.3' };
const transfer = { gdpr: 'Art. 32(1)(a)', hipaa: '164.312(e)(1)', pci: '4.2.1', soc2: 'CC6.7' };

/**
 * The parts of `cis` (Google Cloud Platform Foundation Benchmark 3.0), and of `pci` (4.0), `hipaa` (45 CFR 164) and `soc2` (Trust
 * Services Criteria) for access, are those that Google names for the constraint:
 * github.com/GoogleCloudPlatform/cloud-foundation-fabric, fast/stages/0-org-setup/datasets/hardened/README.md
 * The rest is from the frameworks' own texts, `gdpr` from Regulation (EU) 2016/679.
 */
export const CONSTRAINTS: readonly Constraint[] = [
  {
    id: 'compute.disableSerialPortAccess',
    of: { cis: '4.5', pci: '1.4.1', soc2: 'CC6.6.1' },
  },
  { id: 'compute.requireShieldedVm', of: { cis: '4.8' } },
  { id: 'compute.vmExternalIpAccess', denied: 'all', of: { cis: '4.9', ...access } },
  { id: 'gcp.restrictTLSVersion', denied: ['TLS_VERSION_1', 'TLS_VERSION_1_1'], of: { cis: '3.9', ...transfer } },
  { id: 'iam.automaticIamGrantsForDefaultServiceAccounts', of: { cis: '4.1', pci: '2.2.2' } },
  { id: 'iam.disableServiceAccountKeyCreation', of: { cis: '1.4' } },
  { id: 'sql.restrictPublicIp', of: { cis: '6.6', ...access } },
  { id: 'storage.publicAccessPrevention', of: { cis: '5.1', ...access } },
  { id: 'storage.secureHttpTransport', of: transfer },
  { id: 'storage.uniformBucketLevelAccess', of: { cis: '5.2', ...access } },
];

/** Those that stand for at least one of the frameworks. */
export const constraintsOf = (frameworks: readonly Framework[]): readonly Constraint[] =>
  CONSTRAINTS.filter(({ of }) => frameworks.some((framework) => framework in of));
