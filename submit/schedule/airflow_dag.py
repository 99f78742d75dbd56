"""Daily training of Boltzmann machines: copy this file into Airflow's folder of DAGs and replace the values below.

The script fails unless the run's _SUCCESS is there. A task that failed, or found the lock held (exit code 75), is tried again after the lease of
the lock; it goes on from where it came to. A run of a date that is finished is left as it is, so that clearing a task does no harm.
"""

from datetime import datetime, timedelta

from airflow import DAG

try:
    from airflow.providers.standard.operators.bash import BashOperator
except ImportError:  # Airflow 2 without the provider of standard operators
    from airflow.operators.bash import BashOperator

HOME = "/opt/spark-boltzmann"
SCRIPT = "submit/schedule/yarn"  # or submit/schedule/standalone, submit/schedule/kubernetes
ENVIRONMENT = {
    "BOLTZMANN_ROOT": "hdfs:///boltzmann",
    "BOLTZMANN_DATA_PATH": "hdfs:///data/{date}.parquet",
}

with DAG(
    dag_id="boltzmann_retrain",
    description="Trains, compares with the published model, and publishes what is better",
    schedule="15 2 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 3, "retry_delay": timedelta(minutes=10)},
    tags=["boltzmann"],
) as dag:
    BashOperator(
        task_id="retrain",
        bash_command=f"{HOME}/{SCRIPT} {{{{ ds }}}}",
        env=ENVIRONMENT,
        append_env=True,
    )
