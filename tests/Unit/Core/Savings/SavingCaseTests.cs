using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Savings;
using Xunit;

namespace CostGuard.Unit.Core.Savings;

/// <summary>The cases of stage rightsize.</summary>
public sealed class SavingCaseTests
{
    [Fact]
    public void R01_BurstableBaseline()
    {
        JsonElement types = Json("R01-burstable-baseline", "types.json");
        MachineType[] sheet = [.. types.EnumerateObject().Where(type => type.Value.ValueKind == JsonValueKind.Object).Select(type => new MachineType
        {
            Name = type.Name, Family = "t3", Cpus = type.Value.GetProperty("vcpu").GetDouble(), MemoryGb = type.Value.GetProperty("memory_gib").GetDouble(),
            BaselinePercent = type.Value.GetProperty("baseline_percent_per_vcpu").GetDouble(), Rate = decimal.Parse(type.Value.GetProperty("price").GetString()!, CultureInfo.InvariantCulture),
        })];
        JsonElement expected = Json("R01-burstable-baseline", "expected.json");
        decimal hours = expected.GetProperty("given").GetProperty("hours").GetDecimal();
        foreach (JsonElement instance in Json("R01-burstable-baseline", "instances.json").EnumerateArray())
        {
            MachineType now = sheet.Single(type => type.Name == instance.GetProperty("type").GetString());
            double memory = instance.GetProperty("memory_p95_percent").GetDouble();
            ResourceCase of = SomeResources.Case(
                SomeResources.Of(ResourceKind.Machine) with { Type = now.Name }, SomeResources.Bill(now.Rate, hours),
                (MetricNames.Cpu, SomeResources.Use(14, instance.GetProperty("cpu_avg_percent").GetDouble(), p95: instance.GetProperty("cpu_p95_percent").GetDouble())),
                // Only P95 of memory was measured.
                (MetricNames.Memory, SomeResources.Use(14, memory) with { Max = double.NaN })) with
            { Prices = new PriceSheet(sheet) };

            Finding? finding = SomeResources.Find("CG-R01", of);

            JsonElement wanted = expected.GetProperty("expect").GetProperty(instance.GetProperty("id").GetString()!);
            if (wanted.ValueKind == JsonValueKind.Null) Assert.Null(finding);
            else Assert.Equal((wanted.GetProperty("to").GetString(), decimal.Parse(wanted.GetProperty("saving").GetString()!, CultureInfo.InvariantCulture)), (finding!.Variant, finding.Saving.Headline));
        }
    }

    [Fact]
    public void R07_AlternativesNotAdded()
    {
        JsonElement expect = Json("R07-alternatives-not-added", "expected.json").GetProperty("expect");
        Finding[] all = [.. File.ReadLines(Path.Combine(Folder("R07-alternatives-not-added"), "recommendations.csv")).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')).Select(cells => new Finding
        {
            Rule = cells[0], Resource = SomeResources.Of(ResourceKind.Machine) with { Id = cells[1] }, Title = "", Evidence = [], Risk = Grade.Low, Confidence = Grade.High, Effort = Grade.Low,
            Action = cells[2] switch { "reserve" => SavingAction.Commit, "stop" => SavingAction.Terminate, _ => SavingAction.Retype },
            Saving = Saving.Of(decimal.Parse(cells[5], CultureInfo.InvariantCulture)),
        })];

        var best = all.GroupBy(finding => finding.Resource.Id).ToDictionary(group => group.Key, group => SavingPlan.Best([.. group], null));

        Assert.Equal(decimal.Parse(expect.GetProperty("potential_total").GetString()!, CultureInfo.InvariantCulture), best.Values.Sum(plan => plan.Saving));
        foreach (JsonProperty wanted in expect.GetProperty("per_resource_best").EnumerateObject()) Assert.Equal(wanted.Value.GetString(), Assert.Single(best[wanted.Name].Findings).Rule);
    }

    private static JsonElement Json(string name, string file) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(name), file))).RootElement;

    private static string Folder(string name) => SharedFolder.Path("cases", name);
}
