from exercises.models.content import Exercise, ExerciseVersion, Step
from exercises.models.sitting import Answer, Completion, Sitting

__all__ = ["Answer", "Completion", "Exercise", "ExerciseVersion", "Sitting", "Step"]
