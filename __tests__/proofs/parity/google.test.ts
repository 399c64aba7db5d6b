import { proveOn } from './on';

proveOn('google');
