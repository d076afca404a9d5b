using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Actions;
using CostGuard.Core.Savings.Verification;
using CostGuard.Core.Values;

namespace CostGuard.Ledger.State;

/// <summary>Rows of decisions and actions, and what they mean.</summary>
internal static class ActionRows
{
    private sealed record ProofText(string State, string? PerMonth, string? Low, string? High, DateOnly? ReturnedOn, bool IsPlain, DateOnly Through, string Snapshot, DateTimeOffset At);

    public static FindingDecision Of(DecisionRow row) => new()
    {
        Key = row.Key,
        Kind = row.Kind,
        Reason = row.Reason,
        Until = row.Until,
        Saving = Money(row.Saving, row.Currency),
        Action = row.Action is { } number ? new ActionId(number) : null,
        By = row.By,
        At = row.At,
    };

    public static DecisionRow Of(FindingDecision decision, long? action) => new()
    {
        Key = decision.Key,
        Kind = decision.Kind,
        Reason = decision.Reason,
        Until = decision.Until,
        Saving = Text(decision.Saving?.Amount),
        Currency = decision.Saving?.Currency.Code,
        Action = action,
        By = decision.By,
        At = decision.At,
    };

    public static ActionItem Of(ActionRow row) => new()
    {
        Id = new ActionId(row.Id),
        Title = row.Title,
        Owner = row.Owner,
        Team = row.Team,
        Due = row.Due,
        Type = row.Type,
        State = row.State,
        Expected = Money(row.Expected, row.Currency),
        Findings = List(row.FindingsJson),
        Resources = List(row.ResourcesJson),
        Replacements = List(row.ReplacementsJson),
        DoneOn = row.DoneOn,
        Evidence = row.Evidence,
        Note = row.Note,
        Proof = row.ProofJson is { } json ? Proof(JsonSerializer.Deserialize<ProofText>(json)!) : null,
        By = row.By,
        At = row.At,
        Revision = row.Revision,
    };

    public static ActionRow New(ActionItem action)
    {
        var row = new ActionRow { Title = action.Title, Owner = action.Owner, Due = action.Due, Type = action.Type, State = action.State, By = action.By, At = action.At };
        Write(row, action);
        return row;
    }

    public static void Write(ActionRow row, ActionItem action)
    {
        (row.Title, row.Owner, row.Team, row.Due, row.Type, row.State) = (action.Title, action.Owner, action.Team, action.Due, action.Type, action.State);
        (row.Expected, row.Currency) = (Text(action.Expected?.Amount), action.Expected?.Currency.Code);
        (row.FindingsJson, row.ResourcesJson, row.ReplacementsJson) = (JsonSerializer.Serialize(action.Findings), JsonSerializer.Serialize(action.Resources), JsonSerializer.Serialize(action.Replacements));
        (row.DoneOn, row.Evidence, row.Note) = (action.DoneOn, action.Evidence, action.Note);
        row.ProofJson = action.Proof is { } proof ? JsonSerializer.Serialize(Text(proof)) : null;
        row.Revision = action.Revision + 1;
    }

    private static ProofText Text(ActionProof proof) => new(
        proof.State.ToString(), Text(proof.PerMonth), Text(proof.Low), Text(proof.High), proof.ReturnedOn, proof.IsPlain, proof.Through, proof.Snapshot.Value, proof.At);

    private static ActionProof Proof(ProofText text) => new(
        Enum.Parse<SavingState>(text.State), Amount(text.PerMonth), Amount(text.Low), Amount(text.High), text.ReturnedOn, text.IsPlain, text.Through, new SnapshotId(text.Snapshot), text.At);

    private static string[] List(string json) => JsonSerializer.Deserialize<string[]>(json)!;

    private static Money? Money(string? amount, string? currency) => amount is null || currency is null ? null : new Money(Amount(amount)!.Value, Currency.Parse(currency));

    private static string? Text(decimal? amount) => amount is { } value ? value.ToString(CultureInfo.InvariantCulture) : null;

    private static decimal? Amount(string? text) => text is null ? null : decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
