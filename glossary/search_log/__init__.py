"""What readers search for, without the readers, and the terms the glossary lacks."""
