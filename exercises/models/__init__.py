from exercises.models.content import Exercise, ExerciseVersion, Step
from exercises.models.favourites import Favourites
from exercises.models.sitting import Answer, Completion, Sitting

__all__ = ["Answer", "Completion", "Exercise", "ExerciseVersion", "Favourites", "Sitting", "Step"]
