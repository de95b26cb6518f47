declare module '*?api' {
  import type { Api } from './api.ts';

  const api: Api;
  export default api;
}
