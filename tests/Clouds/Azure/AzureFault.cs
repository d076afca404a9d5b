namespace CostGuard.Clouds.Azure;

/// <summary>A refusal of Azure.</summary>
internal sealed class AzureFault(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;
}
