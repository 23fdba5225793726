"""What every mapping of a file is made from: a model that knows its keys and no others."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, model_validator

from zt_audio.model import Text


class Strict(BaseModel):
    """Knows its keys and no others; a key with nothing after it counts as left out where it may be left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        optional = {name for name, field in cls.model_fields.items() if not field.is_required()}
        return {k: v for k, v in data.items() if not (k in optional and isinstance(v, Text) and not v.value)}
