using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("CostGuard.Unit")]
