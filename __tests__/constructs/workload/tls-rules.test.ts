/** Rules of TLS between the gateway and pods: each mistake with its message. */
import { refuses } from '../../helpers/shop';

const route = (change: object = {}) => ({ host: 'a.example.com', tls: true, ...change });

refuses({
  certificate: [
    [
      'a certificate without cert-manager',
      { certificate: {} },
      'certificate requires addons.certManager, whose authority signs it',
      { addons: { certManager: null, gateway: null } },
    ],
    [
      'a certificate without a service',
      { certificate: {}, ports: { http: { service: false } } },
      'certificate requires a port with a service, whose names it is for, got none',
    ],
    [
      'a certificate that nobody reads again',
      { certificate: {} },
      'certificate.restart requires addons.reloader, which replaces pods when the certificate is renewed: add it, or set restart: false if the program reads the files again',
      { addons: { reloader: null } },
    ],
    [
      'a certificate above a file',
      { certificate: { path: '/etc/web' }, files: { '/etc/web/web.yaml': '' } },
      'certificate.path must lie apart from files, secretFiles and writable, got "/etc/web", and "/etc/web/web.yaml" there',
    ],
    [
      'a certificate in a directory that starts empty',
      { certificate: { path: '/tmp/tls' } },
      'certificate.path must lie apart from files, secretFiles and writable, got "/tmp/tls", and "/tmp" there',
    ],
  ],
  routes: [
    [
      'TLS without a certificate',
      { routes: [route()] },
      'routes.0.tls requires certificate, with which pods answer: add certificate: {}',
    ],
    [
      'TLS on a port that another route calls without',
      { certificate: {}, routes: [route(), route({ path: '/api', tls: false })] },
      'routes.1.tls must be true, as it is for another route to the port "http": pods speak either on a port',
    ],
    [
      'TLS in the mesh',
      { certificate: {}, routes: [route()] },
      'routes.0.tls must be false in the namespace "shop", which is in addons.istio.namespaces: the mesh encrypts what the gateway sends to its pods already',
      { addons: { istio: { namespaces: ['shop'] } } },
    ],
    [
      'a gRPC probe by TLS',
      {
        certificate: {},
        ports: { http: { protocol: 'grpc' } },
        probes: { readiness: { path: null }, liveness: null },
        routes: [route()],
      },
      'probes.readiness.port must not name the port "http", which speaks TLS: Kubernetes\' gRPC probes do not. Use a command, or a port of its own',
    ],
  ],
});
