namespace CostGuard.Core.Focus;

/// <summary>A column of the FOCUS Cost and Usage dataset.</summary>
/// <param name="Name">FOCUS name, exactly.</param>
/// <param name="Type">How its text is read.</param>
/// <param name="Level">How strongly FOCUS asks for it.</param>
/// <param name="Since">First version that has it, "1.0" to "1.4".</param>
/// <param name="Nullable">True when FOCUS allows nulls in it.</param>
public sealed record FocusColumn(string Name, FocusType Type, FocusLevel Level, string Since, bool Nullable);
