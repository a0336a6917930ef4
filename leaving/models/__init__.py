from leaving.models.erasure import Erasure
from leaving.models.export import Export, ExportPiece

__all__ = ["Erasure", "Export", "ExportPiece"]
