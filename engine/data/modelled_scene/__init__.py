"""The bundled scene: a still life of toys, modelled and ray-traced here, and written in the Blender layout."""
