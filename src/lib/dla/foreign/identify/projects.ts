import type { Dialect } from '#lib/dla/weights/dialects.ts';

/** A project that people train DLA networks with: its name, and the public page that says where its checkpoints are. */
export interface Project {
  readonly name: string;
  readonly page: string;
}

/** Links that a person follows; nothing here asks for any of them. */
export const projects: { readonly [D in Dialect]: Project } = {
  centernet: { name: 'CenterNet', page: 'https://github.com/xingyizhou/CenterNet' },
  fairmot: { name: 'FairMOT', page: 'https://github.com/ifzhang/FairMOT' },
  smoke: { name: 'SMOKE', page: 'https://github.com/lzccccc/SMOKE' },
  mmdet3d: { name: 'MMDetection3D', page: 'https://github.com/open-mmlab/mmdetection3d' },
  monoflex: { name: 'MonoFlex', page: 'https://github.com/zhangyp15/MonoFlex' },
  monodle: { name: 'MonoDLE', page: 'https://github.com/xinzhuma/monodle' },
  gupnet: { name: 'GUPNet', page: 'https://github.com/SuperMHP/GUPNet' },
  dd3d: { name: 'DD3D', page: 'https://github.com/TRI-ML/dd3d' },
  adelaidet: { name: 'AdelaiDet', page: 'https://github.com/aim-uofa/AdelaiDet' },
  ucbdrive: { name: 'ucbdrive/dla', page: 'https://github.com/ucbdrive/dla' },
  timm: { name: 'timm', page: 'https://github.com/huggingface/pytorch-image-models' },
  centertrack: { name: 'CenterTrack', page: 'https://github.com/xingyizhou/CenterTrack' },
};
